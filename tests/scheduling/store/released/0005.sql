BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE api_request (
	token_name VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	status INTEGER, 
	headers JSON, 
	body VARCHAR, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_api_request PRIMARY KEY (token_name, "key")
)
 WITHOUT ROWID

;
CREATE TABLE api_token (
	name VARCHAR NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_api_token PRIMARY KEY (name), 
	CONSTRAINT uq_api_token_token_hash UNIQUE (token_hash)
);
CREATE TABLE availability_change (
	token VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	stood JSON NOT NULL, 
	is_used BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_availability_change PRIMARY KEY (token), 
	CONSTRAINT fk_availability_change_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
CREATE TABLE availability_window (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	start_minute INTEGER NOT NULL, 
	end_minute INTEGER NOT NULL, 
	CONSTRAINT ck_availability_window_end_after_start CHECK (end_minute > start_minute), 
	CONSTRAINT ck_availability_window_start_within_day CHECK (start_minute >= 0 AND start_minute < 1440), 
	CONSTRAINT fk_availability_window_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "availability_window" VALUES(1,2,'2026-11-14',540,720);
INSERT INTO "availability_window" VALUES(2,3,'2026-11-14',540,720);
INSERT INTO "availability_window" VALUES(3,4,'2026-11-14',540,720);
INSERT INTO "availability_window" VALUES(4,5,'2026-11-14',540,720);
INSERT INTO "availability_window" VALUES(5,7,'2026-11-13',600,720);
CREATE TABLE busy (
	person_id INTEGER NOT NULL, 
	tick INTEGER NOT NULL, 
	interview_id INTEGER NOT NULL, 
	CONSTRAINT pk_busy PRIMARY KEY (person_id, tick), 
	CONSTRAINT fk_busy_interview_id FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE, 
	CONSTRAINT fk_busy_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 WITHOUT ROWID

;
INSERT INTO "busy" VALUES(2,1993768,1);
INSERT INTO "busy" VALUES(2,1993769,1);
INSERT INTO "busy" VALUES(2,1993770,1);
INSERT INTO "busy" VALUES(2,1993771,1);
INSERT INTO "busy" VALUES(4,1993768,1);
INSERT INTO "busy" VALUES(4,1993769,1);
INSERT INTO "busy" VALUES(4,1993770,1);
INSERT INTO "busy" VALUES(4,1993771,1);
INSERT INTO "busy" VALUES(3,1993872,2);
INSERT INTO "busy" VALUES(3,1993873,2);
INSERT INTO "busy" VALUES(3,1993874,2);
INSERT INTO "busy" VALUES(3,1993875,2);
INSERT INTO "busy" VALUES(5,1993872,2);
INSERT INTO "busy" VALUES(5,1993873,2);
INSERT INTO "busy" VALUES(5,1993874,2);
INSERT INTO "busy" VALUES(5,1993875,2);
INSERT INTO "busy" VALUES(2,1993976,4);
INSERT INTO "busy" VALUES(2,1993977,4);
INSERT INTO "busy" VALUES(2,1993978,4);
INSERT INTO "busy" VALUES(2,1993979,4);
INSERT INTO "busy" VALUES(6,1993976,4);
INSERT INTO "busy" VALUES(6,1993977,4);
INSERT INTO "busy" VALUES(6,1993978,4);
INSERT INTO "busy" VALUES(6,1993979,4);
CREATE TABLE compiled (
	person_id INTEGER NOT NULL, 
	rules_version INTEGER NOT NULL, 
	tzdata_version VARCHAR NOT NULL, 
	time_zone VARCHAR NOT NULL, 
	horizon_start INTEGER NOT NULL, 
	free BLOB NOT NULL, 
	CONSTRAINT pk_compiled PRIMARY KEY (person_id), 
	CONSTRAINT fk_compiled_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
CREATE TABLE decline (
	person_id INTEGER NOT NULL, 
	start DATETIME NOT NULL, 
	interview_id INTEGER NOT NULL, 
	CONSTRAINT pk_decline PRIMARY KEY (person_id, start, interview_id), 
	CONSTRAINT fk_decline_interview_id FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE, 
	CONSTRAINT fk_decline_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 WITHOUT ROWID

;
INSERT INTO "decline" VALUES(2,'2026-11-13 14:00:00.000000',4);
CREATE TABLE distribution_round (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	drafted_by VARCHAR NOT NULL, 
	asked JSON NOT NULL, 
	adjustments JSON NOT NULL, 
	outcome JSON NOT NULL, 
	relevels INTEGER, 
	proposal JSON, 
	proposed JSON, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT ck_distribution_round_state_known CHECK (state IN ('draft', 'booked', 'dropped')), 
	CONSTRAINT fk_distribution_round_relevels FOREIGN KEY(relevels) REFERENCES distribution_round (id)
);
INSERT INTO "distribution_round" VALUES(1,1,'draft','UCORA','{"start": "2026-11-13T00:00:00+00:00", "end": "2026-11-14T00:00:00+00:00", "candidates": [], "interviewers": [], "least": 1, "most": null, "again": false}','{"off": [], "left_out": [], "pins": []}','{"seatings": [[7, 1993960, [2, 3]]], "present": null, "waiting": [], "shortages": [], "unneeded": [], "standings": [["served", 1, 1, "certified"], ["repeats", 0, 0, "certified"], ["placed", 2, 2, "certified"], ["even", 4, 4, "certified"], ["fair", 8, 8, "certified"], ["early", 1993960, 1993960, "certified"]], "help": null, "hurried": false, "met_again": [], "no_hours": []}',NULL,NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000');
CREATE TABLE feed_token (
	person_id INTEGER NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_feed_token PRIMARY KEY (person_id), 
	CONSTRAINT fk_feed_token_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT uq_feed_token_token_hash UNIQUE (token_hash)
);
CREATE TABLE heartbeat (
	id INTEGER NOT NULL, 
	beats INTEGER NOT NULL, 
	beat_at DATETIME NOT NULL, 
	CONSTRAINT pk_heartbeat PRIMARY KEY (id)
);
INSERT INTO "heartbeat" VALUES(1,12,'2026-11-10 10:00:00.000000');
CREATE TABLE interview (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	candidate_id INTEGER NOT NULL, 
	start DATETIME NOT NULL, 
	state VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	outside_availability BOOLEAN NOT NULL, 
	booked_by VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, invite_sequence INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT ck_interview_state_known CHECK (state IN ('booked', 'cancelled')), 
	CONSTRAINT ck_interview_revision_counted CHECK (revision >= 1), 
	CONSTRAINT fk_interview_candidate_id FOREIGN KEY(candidate_id) REFERENCES person (id)
);
INSERT INTO "interview" VALUES(1,4,'2026-11-11 10:00:00.000000','booked',1,0,'UCORA','2026-11-09 08:00:00.000000',0);
INSERT INTO "interview" VALUES(2,5,'2026-11-12 12:00:00.000000','booked',3,0,'UCORA','2026-11-10 10:00:06.000000',0);
INSERT INTO "interview" VALUES(3,4,'2026-11-13 09:00:00.000000','cancelled',2,0,'UCORA','2026-11-10 10:00:18.000000',0);
INSERT INTO "interview" VALUES(4,6,'2026-11-13 14:00:00.000000','booked',2,1,'UCORA','2026-11-10 10:00:18.000000',0);
CREATE TABLE "message" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid VARCHAR NOT NULL, 
	dedupe_key VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	interview_id INTEGER, 
	kind VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	facts JSON NOT NULL, 
	due_at DATETIME NOT NULL, 
	expires_at DATETIME, 
	state VARCHAR NOT NULL, 
	is_withdrawn BOOLEAN NOT NULL, 
	owner VARCHAR, 
	epoch INTEGER NOT NULL, 
	lease_until DATETIME, 
	attempts INTEGER NOT NULL, 
	looks INTEGER NOT NULL, 
	retry_at DATETIME, 
	detail VARCHAR, 
	conversation VARCHAR, 
	receipt VARCHAR, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, channel VARCHAR DEFAULT 'slack' NOT NULL, content JSON, broken_off INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT ck_direct_message_state_known CHECK (state IN ('pending', 'claimed', 'sending', 'sent', 'unknown', 'cancelled', 'expired', 'dead')), 
	CONSTRAINT ck_direct_message_held_by_somebody CHECK (state NOT IN ('claimed', 'sending') OR (owner IS NOT NULL AND lease_until IS NOT NULL)), 
	CONSTRAINT fk_direct_message_interview_id FOREIGN KEY(interview_id) REFERENCES interview (id), 
	CONSTRAINT fk_direct_message_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_direct_message_dedupe_key UNIQUE (dedupe_key), 
	CONSTRAINT uq_direct_message_uid UNIQUE (uid)
);
INSERT INTO "message" VALUES(1,'000000000000000000000001','booked:1:1:4',4,1,'booked',1,'[["by", "Cora"], ["start", "2026-11-11T10:00:00+00:00"]]','2026-11-09 08:00:00.000000',NULL,'sent',0,NULL,1,NULL,0,0,NULL,NULL,'DCARL','1794211200.000000','2026-11-09 08:00:00.000000','2026-11-09 08:00:00.000000','slack',NULL,0);
INSERT INTO "message" VALUES(2,'000000000000000000000002','booked:1:1:2',2,1,'booked',1,'[["by", "Cora"], ["start", "2026-11-11T10:00:00+00:00"]]','2026-11-09 08:00:00.000000',NULL,'sent',0,NULL,1,NULL,0,0,NULL,NULL,'DINES','1794211200.000000','2026-11-09 08:00:00.000000','2026-11-09 08:00:00.000000','slack',NULL,0);
INSERT INTO "message" VALUES(3,'000000000000000000000003','reminder:1:1:4:1440',4,1,'reminder',1,'[]','2026-11-10 10:00:00.000000','2026-11-11 09:00:00.000000','unknown',0,NULL,1,NULL,0,0,'2026-11-10 10:00:05.000000','ServerDisconnectedError',NULL,NULL,'2026-11-09 08:00:00.000000','2026-11-10 10:00:00.000000','slack',NULL,0);
INSERT INTO "message" VALUES(4,'000000000000000000000004','reminder:1:1:2:1440',2,1,'reminder',1,'[]','2026-11-10 10:00:00.000000','2026-11-11 09:00:00.000000','sent',0,NULL,1,NULL,0,0,NULL,NULL,'DINES','1794304800.000000','2026-11-09 08:00:00.000000','2026-11-10 10:00:00.000000','slack',NULL,0);
INSERT INTO "message" VALUES(5,'000000000000000000000005','reminder:1:1:4:60',4,1,'reminder',1,'[]','2026-11-11 09:00:00.000000','2026-11-11 10:00:00.000000','pending',0,NULL,0,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-09 08:00:00.000000','2026-11-09 08:00:00.000000','slack',NULL,0);
INSERT INTO "message" VALUES(6,'000000000000000000000006','reminder:1:1:2:60',2,1,'reminder',1,'[]','2026-11-11 09:00:00.000000','2026-11-11 10:00:00.000000','pending',0,NULL,0,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-09 08:00:00.000000','2026-11-09 08:00:00.000000','slack',NULL,0);
INSERT INTO "message" VALUES(7,'000000000000000000000007','booked:2:1:5',5,2,'booked',1,'[["by", "Cora"], ["start", "2026-11-12T12:00:00+00:00"]]','2026-11-10 10:00:06.000000',NULL,'cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(8,'000000000000000000000008','booked:2:1:3',3,2,'booked',1,'[["by", "Cora"], ["start", "2026-11-12T12:00:00+00:00"]]','2026-11-10 10:00:06.000000',NULL,'cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(9,'000000000000000000000009','reminder:2:1:5:1440',5,2,'reminder',1,'[]','2026-11-11 12:00:00.000000','2026-11-12 11:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(10,'00000000000000000000000a','reminder:2:1:3:1440',3,2,'reminder',1,'[]','2026-11-11 12:00:00.000000','2026-11-12 11:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(11,'00000000000000000000000b','reminder:2:1:5:60',5,2,'reminder',1,'[]','2026-11-12 11:00:00.000000','2026-11-12 12:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(12,'00000000000000000000000c','reminder:2:1:3:60',3,2,'reminder',1,'[]','2026-11-12 11:00:00.000000','2026-11-12 12:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(13,'00000000000000000000000d','moved:2:2:5',5,2,'moved',2,'[["by", "Cora"], ["start", "2026-11-12T15:00:00+00:00"], ["was", "2026-11-12T12:00:00+00:00"]]','2026-11-10 10:00:06.000000',NULL,'cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(14,'00000000000000000000000e','moved:2:2:3',3,2,'moved',2,'[["by", "Cora"], ["start", "2026-11-12T15:00:00+00:00"], ["was", "2026-11-12T12:00:00+00:00"]]','2026-11-10 10:00:06.000000',NULL,'cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(15,'00000000000000000000000f','reminder:2:2:5:1440',5,2,'reminder',2,'[]','2026-11-11 15:00:00.000000','2026-11-12 14:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(16,'000000000000000000000010','reminder:2:2:3:1440',3,2,'reminder',2,'[]','2026-11-11 15:00:00.000000','2026-11-12 14:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(17,'000000000000000000000011','reminder:2:2:5:60',5,2,'reminder',2,'[]','2026-11-12 14:00:00.000000','2026-11-12 15:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(18,'000000000000000000000012','reminder:2:2:3:60',3,2,'reminder',2,'[]','2026-11-12 14:00:00.000000','2026-11-12 15:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(19,'000000000000000000000013','moved:2:3:5',5,2,'moved',3,'[["by", "Cora"], ["start", "2026-11-12T12:00:00+00:00"], ["was", "2026-11-12T15:00:00+00:00"]]','2026-11-10 10:00:06.000000',NULL,'dead',0,NULL,1,NULL,0,0,NULL,'channel_not_found',NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(20,'000000000000000000000014','moved:2:3:3',3,2,'moved',3,'[["by", "Cora"], ["start", "2026-11-12T12:00:00+00:00"], ["was", "2026-11-12T15:00:00+00:00"]]','2026-11-10 10:00:06.000000',NULL,'sent',0,NULL,1,NULL,0,0,NULL,NULL,'DIVO','1794304806.000000','2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(21,'000000000000000000000015','reminder:2:3:5:1440',5,2,'reminder',3,'[]','2026-11-11 12:00:00.000000','2026-11-12 11:00:00.000000','pending',0,NULL,0,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(22,'000000000000000000000016','reminder:2:3:3:1440',3,2,'reminder',3,'[]','2026-11-11 12:00:00.000000','2026-11-12 11:00:00.000000','pending',0,NULL,0,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(23,'000000000000000000000017','reminder:2:3:5:60',5,2,'reminder',3,'[]','2026-11-12 11:00:00.000000','2026-11-12 12:00:00.000000','pending',0,NULL,0,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(24,'000000000000000000000018','reminder:2:3:3:60',3,2,'reminder',3,'[]','2026-11-12 11:00:00.000000','2026-11-12 12:00:00.000000','pending',0,NULL,0,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:06.000000','2026-11-10 10:00:06.000000','slack',NULL,0);
INSERT INTO "message" VALUES(25,'000000000000000000000019','undelivered:2:3:1:5',1,2,'undelivered',3,'[["by", "Ana"], ["reason", "channel_not_found"], ["start", "2026-11-12T12:00:00+00:00"]]','2026-11-10 10:00:06.000000',NULL,'sent',0,NULL,1,NULL,0,0,NULL,NULL,'DCORA','1794304812.000000','2026-11-10 10:00:06.000000','2026-11-10 10:00:12.000000','slack',NULL,0);
INSERT INTO "message" VALUES(26,'00000000000000000000001a','booked:3:1:4',4,3,'booked',1,'[["by", "Cora"], ["start", "2026-11-13T09:00:00+00:00"]]','2026-11-10 10:00:18.000000',NULL,'cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000','slack',NULL,0);
INSERT INTO "message" VALUES(27,'00000000000000000000001b','booked:3:1:3',3,3,'booked',1,'[["by", "Cora"], ["start", "2026-11-13T09:00:00+00:00"]]','2026-11-10 10:00:18.000000',NULL,'cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000','slack',NULL,0);
INSERT INTO "message" VALUES(28,'00000000000000000000001c','reminder:3:1:4:1440',4,3,'reminder',1,'[]','2026-11-12 09:00:00.000000','2026-11-13 08:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000','slack',NULL,0);
INSERT INTO "message" VALUES(29,'00000000000000000000001d','reminder:3:1:3:1440',3,3,'reminder',1,'[]','2026-11-12 09:00:00.000000','2026-11-13 08:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000','slack',NULL,0);
INSERT INTO "message" VALUES(30,'00000000000000000000001e','reminder:3:1:4:60',4,3,'reminder',1,'[]','2026-11-13 08:00:00.000000','2026-11-13 09:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000','slack',NULL,0);
INSERT INTO "message" VALUES(31,'00000000000000000000001f','reminder:3:1:3:60',3,3,'reminder',1,'[]','2026-11-13 08:00:00.000000','2026-11-13 09:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000','slack',NULL,0);
INSERT INTO "message" VALUES(32,'000000000000000000000020','cancelled:3:2:4',4,3,'cancelled',2,'[["by", "Cora"], ["start", "2026-11-13T09:00:00+00:00"]]','2026-11-10 10:00:18.000000',NULL,'pending',0,NULL,1,NULL,0,0,'2026-11-10 10:01:18.000000','ratelimited',NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000','slack',NULL,0);
INSERT INTO "message" VALUES(33,'000000000000000000000021','cancelled:3:2:3',3,3,'cancelled',2,'[["by", "Cora"], ["start", "2026-11-13T09:00:00+00:00"]]','2026-11-10 10:00:18.000000',NULL,'pending',0,NULL,0,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000','slack',NULL,0);
INSERT INTO "message" VALUES(34,'000000000000000000000022','booked:4:1:2',2,4,'booked',1,'[["by", "Cora"], ["start", "2026-11-13T14:00:00+00:00"]]','2026-11-10 10:00:18.000000',NULL,'pending',0,NULL,0,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000','slack',NULL,0);
INSERT INTO "message" VALUES(35,'000000000000000000000023','reminder:4:1:2:1440',2,4,'reminder',1,'[]','2026-11-12 14:00:00.000000','2026-11-13 13:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000','slack',NULL,0);
INSERT INTO "message" VALUES(36,'000000000000000000000024','reminder:4:1:2:60',2,4,'reminder',1,'[]','2026-11-13 13:00:00.000000','2026-11-13 14:00:00.000000','cancelled',0,NULL,1,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000','slack',NULL,0);
INSERT INTO "message" VALUES(37,'000000000000000000000025','cannot_make_it:4:2:1:2',1,4,'cannot_make_it',2,'[["by", "Ines"], ["leaving", "2"], ["start", "2026-11-13T14:00:00+00:00"]]','2026-11-10 10:00:18.000000',NULL,'pending',0,NULL,0,NULL,0,0,NULL,NULL,NULL,NULL,'2026-11-10 10:00:18.000000','2026-11-10 10:00:18.000000','slack',NULL,0);
CREATE TABLE panel (
	interview_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	has_declined BOOLEAN NOT NULL, 
	CONSTRAINT pk_panel PRIMARY KEY (interview_id, person_id), 
	CONSTRAINT fk_panel_interview_id FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE, 
	CONSTRAINT fk_panel_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "panel" VALUES(1,2,0);
INSERT INTO "panel" VALUES(2,3,0);
INSERT INTO "panel" VALUES(3,3,0);
INSERT INTO "panel" VALUES(4,2,1);
CREATE TABLE person (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	role VARCHAR, 
	time_zone VARCHAR NOT NULL, 
	is_coordinator BOOLEAN NOT NULL, 
	email VARCHAR, 
	email_key VARCHAR, 
	slack_user_id VARCHAR, 
	availability_version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT ck_person_role_known CHECK (role IN ('interviewer', 'candidate')), 
	CONSTRAINT ck_person_name_given CHECK (length(name) > 0), 
	CONSTRAINT uq_person_email_key UNIQUE (email_key), 
	CONSTRAINT uq_person_slack_user_id UNIQUE (slack_user_id)
);
INSERT INTO "person" VALUES(1,'Cora','cora',NULL,'UTC',1,NULL,NULL,'UCORA',0,'2026-11-09 08:00:00.000000');
INSERT INTO "person" VALUES(2,'Ines','ines','interviewer','UTC',0,NULL,NULL,'UINES',1,'2026-11-09 08:00:00.000000');
INSERT INTO "person" VALUES(3,'Ivo','ivo','interviewer','UTC',0,NULL,NULL,'UIVO',1,'2026-11-09 08:00:00.000000');
INSERT INTO "person" VALUES(4,'Carl','carl','candidate','UTC',0,NULL,NULL,'UCARL',1,'2026-11-09 08:00:00.000000');
INSERT INTO "person" VALUES(5,'Ana','ana','candidate','UTC',0,NULL,NULL,'UANA',1,'2026-11-09 08:00:00.000000');
INSERT INTO "person" VALUES(6,'Petra','petra','candidate','UTC',0,'petra@example.com','petra@example.com',NULL,0,'2026-11-09 08:00:00.000000');
INSERT INTO "person" VALUES(7,'Bela','bela','candidate','UTC',0,NULL,NULL,'UBELA',1,'2026-11-10 10:00:18.000000');
CREATE TABLE round_interview (
	interview_id INTEGER NOT NULL, 
	round_id INTEGER NOT NULL, 
	CONSTRAINT pk_round_interview PRIMARY KEY (interview_id), 
	CONSTRAINT fk_round_interview_interview_id FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE, 
	CONSTRAINT fk_round_interview_round_id FOREIGN KEY(round_id) REFERENCES distribution_round (id) ON DELETE CASCADE
);
CREATE TABLE sending_pause (
	channel VARCHAR NOT NULL, 
	until DATETIME NOT NULL, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT pk_sending_pause PRIMARY KEY (channel)
);
INSERT INTO "sending_pause" VALUES('slack','2026-11-10 10:01:18.000000','ratelimited');
CREATE TABLE time_off (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	start_minute INTEGER NOT NULL, 
	end_minute INTEGER NOT NULL, 
	CONSTRAINT ck_time_off_end_after_start CHECK (end_minute > start_minute), 
	CONSTRAINT ck_time_off_start_within_day CHECK (start_minute >= 0 AND start_minute < 1440), 
	CONSTRAINT fk_time_off_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "time_off" VALUES(1,2,'2026-11-16',0,1440);
INSERT INTO "time_off" VALUES(2,3,'2026-11-16',0,1440);
INSERT INTO "time_off" VALUES(3,4,'2026-11-16',0,1440);
INSERT INTO "time_off" VALUES(4,5,'2026-11-16',0,1440);
CREATE TABLE weekly_hours (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	weekday INTEGER NOT NULL, 
	start_minute INTEGER NOT NULL, 
	end_minute INTEGER NOT NULL, 
	CONSTRAINT ck_weekly_hours_shorter_than_a_week CHECK (end_minute <= 8640), 
	CONSTRAINT ck_weekly_hours_end_after_start CHECK (end_minute > start_minute), 
	CONSTRAINT ck_weekly_hours_start_within_day CHECK (start_minute >= 0 AND start_minute < 1440), 
	CONSTRAINT ck_weekly_hours_weekday_known CHECK (weekday >= 0 AND weekday <= 6), 
	CONSTRAINT fk_weekly_hours_person_id FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "weekly_hours" VALUES(1,2,0,480,1200);
INSERT INTO "weekly_hours" VALUES(2,2,1,480,1200);
INSERT INTO "weekly_hours" VALUES(3,2,2,480,1200);
INSERT INTO "weekly_hours" VALUES(4,2,3,480,1200);
INSERT INTO "weekly_hours" VALUES(5,2,4,480,1200);
INSERT INTO "weekly_hours" VALUES(6,3,0,480,1200);
INSERT INTO "weekly_hours" VALUES(7,3,1,480,1200);
INSERT INTO "weekly_hours" VALUES(8,3,2,480,1200);
INSERT INTO "weekly_hours" VALUES(9,3,3,480,1200);
INSERT INTO "weekly_hours" VALUES(10,3,4,480,1200);
INSERT INTO "weekly_hours" VALUES(11,4,0,480,1200);
INSERT INTO "weekly_hours" VALUES(12,4,1,480,1200);
INSERT INTO "weekly_hours" VALUES(13,4,2,480,1200);
INSERT INTO "weekly_hours" VALUES(14,4,3,480,1200);
INSERT INTO "weekly_hours" VALUES(15,4,4,480,1200);
INSERT INTO "weekly_hours" VALUES(16,5,0,480,1200);
INSERT INTO "weekly_hours" VALUES(17,5,1,480,1200);
INSERT INTO "weekly_hours" VALUES(18,5,2,480,1200);
INSERT INTO "weekly_hours" VALUES(19,5,3,480,1200);
INSERT INTO "weekly_hours" VALUES(20,5,4,480,1200);
CREATE INDEX ix_person_name_key_id ON person (name_key, id);
CREATE INDEX ix_availability_change_person_id ON availability_change (person_id);
CREATE INDEX ix_availability_window_person_id ON availability_window (person_id);
CREATE INDEX ix_interview_candidate_id ON interview (candidate_id);
CREATE INDEX ix_interview_state_start_id ON interview (state, start, id);
CREATE INDEX ix_time_off_person_id ON time_off (person_id);
CREATE INDEX ix_weekly_hours_person_id ON weekly_hours (person_id);
CREATE INDEX ix_busy_interview_id ON busy (interview_id);
CREATE INDEX ix_panel_person_id ON panel (person_id);
CREATE INDEX ix_api_request_created_at ON api_request (created_at);
CREATE INDEX ix_round_interview_round_id ON round_interview (round_id);
CREATE INDEX ix_message_interview_id ON message (interview_id);
CREATE INDEX ix_message_person_id_changed_at ON message (person_id, changed_at);
CREATE INDEX ix_message_person_id_state_due_at ON message (person_id, state, due_at);
CREATE INDEX ix_message_state_due_at_id ON message (state, due_at, id);
CREATE INDEX ix_message_state_expires_at ON message (state, expires_at);
CREATE INDEX ix_decline_interview_id ON decline (interview_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('person',7);
INSERT INTO "sqlite_sequence" VALUES('weekly_hours',20);
INSERT INTO "sqlite_sequence" VALUES('availability_window',5);
INSERT INTO "sqlite_sequence" VALUES('time_off',4);
INSERT INTO "sqlite_sequence" VALUES('interview',4);
INSERT INTO "sqlite_sequence" VALUES('message',37);
INSERT INTO "sqlite_sequence" VALUES('distribution_round',1);
COMMIT;
