/** The common emoji by their Slack names; a name that is not here stays as it was written. */

const NAMES = `
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|heavy_multiplication_x ✖️|warning ⚠️
no_entry ⛔|no_entry_sign 🚫|question ❓|grey_question ❔|exclamation ❗|information_source ℹ️|bulb 💡
calendar 📆|date 📅|spiral_calendar_pad 🗓️|spiral_calendar 🗓️|clock1 🕐|clock3 🕒|clock9 🕘|clock10 🕙
alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚
bell 🔔|no_bell 🔕|mega 📣|loudspeaker 📢|speech_balloon 💬|envelope ✉️|email 📧|inbox_tray 📥|outbox_tray 📤
wave 👋|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|clap 👏|pray 🙏|raised_hands 🙌|ok_hand 👌|muscle 💪|point_right 👉
point_left 👈|point_up 👆|point_down 👇|eyes 👀|handshake 🤝|raised_hand ✋|writing_hand ✍️
smile 😄|smiley 😃|grinning 😀|slightly_smiling_face 🙂|blush 😊|wink 😉|joy 😂|laughing 😆|sweat_smile 😅
thinking_face 🤔|thinking 🤔|neutral_face 😐|confused 😕|disappointed 😞|cry 😢|sob 😭|sunglasses 😎|sleeping 😴
heart ❤️|green_heart 💚|blue_heart 💙|yellow_heart 💛|purple_heart 💜|sparkles ✨|star ⭐|star2 🌟|fire 🔥|100 💯
tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁|trophy 🏆|rocket 🚀|zap ⚡|boom 💥|dart 🎯|seedling 🌱|herb 🌿
sunny ☀️|crescent_moon 🌙|palm_tree 🌴|beach_with_umbrella 🏖️|coffee ☕|cake 🍰|pizza 🍕|beer 🍺
house 🏠|office 🏢|globe_with_meridians 🌐|earth_africa 🌍|earth_americas 🌎|earth_asia 🌏|airplane ✈️|train 🚆
computer 💻|iphone 📱|telephone_receiver 📞|video_camera 📹|camera 📷|microphone 🎤|headphones 🎧
memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|lock 🔒|unlock 🔓|key 🔑
mag 🔍|wrench 🔧|hammer 🔨|gear ⚙️|package 📦|bar_chart 📊|chart_with_upwards_trend 📈|books 📚|book 📖|label 🏷️
robot_face 🤖|ghost 👻|bust_in_silhouette 👤|busts_in_silhouette 👥|technologist 🧑‍💻|door 🚪|recycle ♻️
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪
black_circle ⚫|small_blue_diamond 🔹|small_orange_diamond 🔸|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️
arrows_counterclockwise 🔄|repeat 🔁|twisted_rightwards_arrows 🔀|heavy_plus_sign ➕|heavy_minus_sign ➖
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣`;

const EMOJI = new Map(
  NAMES.trim()
    .split(/[|\n]/)
    .map((entry) => entry.split(" ")),
);

/** The character for `:name:`, or undefined. */
export const emoji = (name) => EMOJI.get(name);

/** `:name:` in text; names hold no spaces, and may carry a skin tone, which is not shown. */
export const EMOJI_PATTERN = /:([a-z0-9_+'-]+):(?::skin-tone-\d:)?/g;
