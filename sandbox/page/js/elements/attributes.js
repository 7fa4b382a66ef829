/** The attributes that every control shares. */

/** The attributes that every control shares. */
export function controlAttributes(element, { surface, block, id, name, describedBy, required }) {
  return {
    id,
    "aria-label": name,
    "aria-describedby": describedBy,
    "aria-required": required ? "true" : null,
    "data-key": surface.key(block, element),
    "data-action": element.action_id,
    "data-control": true,
    "data-first": element.focus_on_load === true,
  };
}
