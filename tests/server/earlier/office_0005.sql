CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE code (
	hash VARCHAR(64) NOT NULL, 
	staff VARCHAR(64) NOT NULL, 
	expires_at BIGINT NOT NULL, 
	device VARCHAR(64), replaces VARCHAR(64), 
	CONSTRAINT pk_code PRIMARY KEY (hash)
);
CREATE TABLE device (
	id VARCHAR(64) NOT NULL, 
	staff VARCHAR(64) NOT NULL, 
	public_key BLOB NOT NULL, 
	enrolled_at BIGINT NOT NULL, 
	stopped_at BIGINT, 
	seen_at BIGINT, 
	chain_seq BIGINT NOT NULL, 
	chain_id VARCHAR(64), kept_seq BIGINT DEFAULT '0' NOT NULL, unsent BIGINT DEFAULT '0' NOT NULL, skew_s BIGINT DEFAULT '0' NOT NULL, replaces VARCHAR(64), wiped_at BIGINT, 
	CONSTRAINT pk_device PRIMARY KEY (id)
);
CREATE TABLE nonce (
	hash VARCHAR(64) NOT NULL, 
	device VARCHAR(64) NOT NULL, 
	expires_at BIGINT NOT NULL, 
	CONSTRAINT pk_nonce PRIMARY KEY (hash)
);
CREATE TABLE record (
	scope VARCHAR(100) NOT NULL, 
	record VARCHAR(36) NOT NULL, 
	kind VARCHAR(64) NOT NULL, 
	state TEXT NOT NULL, 
	facts_version BIGINT, 
	CONSTRAINT pk_record PRIMARY KEY (scope, record)
);
CREATE TABLE scope (
	id VARCHAR(100) NOT NULL, 
	last_position BIGINT NOT NULL, 
	CONSTRAINT pk_scope PRIMARY KEY (id)
);
CREATE TABLE holding (
	device VARCHAR(64) NOT NULL, 
	scope VARCHAR(100) NOT NULL, 
	generation BIGINT NOT NULL, 
	position BIGINT NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	CONSTRAINT pk_holding PRIMARY KEY (device, scope), 
	CONSTRAINT fk_holding_device FOREIGN KEY(device) REFERENCES device (id)
);
CREATE TABLE receipt (
	number INTEGER NOT NULL, 
	device VARCHAR(64) NOT NULL, 
	scope VARCHAR(100) NOT NULL, 
	data TEXT NOT NULL, 
	signature BLOB NOT NULL, 
	CONSTRAINT pk_receipt PRIMARY KEY (number), 
	CONSTRAINT fk_receipt_device FOREIGN KEY(device) REFERENCES device (id)
);
CREATE TABLE tip (
	device VARCHAR(64) NOT NULL, 
	seq BIGINT NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	signature BLOB NOT NULL, 
	CONSTRAINT pk_tip PRIMARY KEY (device, seq), 
	CONSTRAINT fk_tip_device FOREIGN KEY(device) REFERENCES device (id)
);
CREATE TABLE token (
	hash VARCHAR(64) NOT NULL, 
	device VARCHAR(64) NOT NULL, 
	expires_at BIGINT NOT NULL, 
	CONSTRAINT pk_token PRIMARY KEY (hash), 
	CONSTRAINT fk_token_device FOREIGN KEY(device) REFERENCES device (id)
);
CREATE TABLE "entry" (
	device VARCHAR(64) NOT NULL, 
	seq BIGINT NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	data BLOB NOT NULL, 
	scope VARCHAR(100), 
	position BIGINT, 
	epoch INTEGER NOT NULL, 
	verdict VARCHAR(32) NOT NULL, 
	reason VARCHAR(64), 
	withheld BOOLEAN NOT NULL, 
	received_at BIGINT NOT NULL, 
	receipt INTEGER NOT NULL, 
	adopted VARCHAR(64), 
	order_epoch INTEGER NOT NULL, 
	order_position BIGINT NOT NULL, 
	outline BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_entry PRIMARY KEY (id), 
	CONSTRAINT uq_entry_scope UNIQUE (scope, position), 
	CONSTRAINT fk_entry_receipt FOREIGN KEY(receipt) REFERENCES receipt (number), 
	CONSTRAINT fk_entry_device FOREIGN KEY(device) REFERENCES device (id), 
	CONSTRAINT fk_entry_scope FOREIGN KEY(scope) REFERENCES scope (id)
);
CREATE TABLE touched (
	scope VARCHAR(100) NOT NULL, 
	record VARCHAR(36) NOT NULL, 
	entry VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_touched PRIMARY KEY (scope, record, entry), 
	CONSTRAINT fk_touched_entry FOREIGN KEY(entry) REFERENCES entry (id)
);
CREATE TABLE ruling (
	entry VARCHAR(64) NOT NULL, 
	by_entry VARCHAR(64) NOT NULL, 
	scope VARCHAR(100) NOT NULL, 
	decision VARCHAR(8) NOT NULL, 
	CONSTRAINT pk_ruling PRIMARY KEY (entry, by_entry)
);
CREATE TABLE matter (
	entry VARCHAR(64) NOT NULL, 
	sort VARCHAR(32) NOT NULL, 
	scope VARCHAR(100) NOT NULL, 
	"case" VARCHAR(36) NOT NULL, 
	since BIGINT NOT NULL, 
	author VARCHAR(64), 
	CONSTRAINT pk_matter PRIMARY KEY (entry, sort)
);
CREATE TABLE held_push (
	number INTEGER NOT NULL, 
	device VARCHAR(64) NOT NULL, 
	request TEXT NOT NULL, 
	received_at BIGINT NOT NULL, 
	CONSTRAINT pk_held_push PRIMARY KEY (number), 
	CONSTRAINT fk_held_push_device FOREIGN KEY(device) REFERENCES device (id)
);
CREATE TABLE note (
	id VARCHAR(64) NOT NULL, 
	device VARCHAR(64) NOT NULL, 
	scope VARCHAR(100) NOT NULL, 
	box BLOB NOT NULL, 
	received_at BIGINT NOT NULL, 
	entry VARCHAR(64), 
	CONSTRAINT pk_note PRIMARY KEY (id), 
	CONSTRAINT fk_note_device FOREIGN KEY(device) REFERENCES device (id)
);
CREATE TABLE erasure (
	id VARCHAR(36) NOT NULL, 
	scope VARCHAR(100) NOT NULL, 
	authority TEXT NOT NULL, 
	proposed_by VARCHAR(64) NOT NULL, 
	proposed_at BIGINT NOT NULL, 
	confirmed_by VARCHAR(64), 
	confirmed_at BIGINT, 
	CONSTRAINT pk_erasure PRIMARY KEY (id)
);
CREATE TABLE erasure_entry (
	erasure VARCHAR(36) NOT NULL, 
	entry VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_erasure_entry PRIMARY KEY (erasure, entry), 
	CONSTRAINT fk_erasure_entry_erasure FOREIGN KEY(erasure) REFERENCES erasure (id)
);
CREATE TABLE erasure_holder (
	erasure VARCHAR(36) NOT NULL, 
	device VARCHAR(64) NOT NULL, 
	confirmed_at BIGINT, 
	CONSTRAINT pk_erasure_holder PRIMARY KEY (erasure, device), 
	CONSTRAINT fk_erasure_holder_erasure FOREIGN KEY(erasure) REFERENCES erasure (id), 
	CONSTRAINT fk_erasure_holder_device FOREIGN KEY(device) REFERENCES device (id)
);
CREATE TABLE blob (
	id VARCHAR(32) NOT NULL, 
	scope VARCHAR(100) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	staff VARCHAR(64) NOT NULL, 
	device VARCHAR(64) NOT NULL, 
	size_bytes BIGINT NOT NULL, 
	wrapped_key BLOB NOT NULL, 
	received BIGINT NOT NULL, 
	touched_at BIGINT NOT NULL, 
	done_at BIGINT, 
	CONSTRAINT pk_blob PRIMARY KEY (id), 
	CONSTRAINT uq_blob_scope UNIQUE (scope, sha256, staff)
);
CREATE TABLE blob_name (
	entry VARCHAR(64) NOT NULL, 
	record VARCHAR(36) NOT NULL, 
	part VARCHAR(8) NOT NULL, 
	scope VARCHAR(100) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	staff VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_blob_name PRIMARY KEY (entry, record, part)
);
CREATE TABLE visit (
	scope VARCHAR(100) NOT NULL, 
	record VARCHAR(36) NOT NULL, 
	back_by BIGINT NOT NULL, 
	raised BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_visit PRIMARY KEY (scope, record)
);
CREATE TABLE "agency" (
	only INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	administrator VARCHAR(64) NOT NULL, 
	epoch INTEGER NOT NULL, 
	facts_version BIGINT NOT NULL, 
	confirmed BOOLEAN DEFAULT 1 NOT NULL, 
	backup_receipt BIGINT DEFAULT '0' NOT NULL, 
	backup_at BIGINT, 
	journal_number BIGINT DEFAULT '0' NOT NULL, 
	visits_known BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_agency PRIMARY KEY (only)
);
CREATE INDEX ix_device_staff ON device (staff);
CREATE INDEX ix_nonce_expires_at ON nonce (expires_at);
CREATE INDEX ix_record_facts_version ON record (facts_version);
CREATE INDEX ix_record_kind ON record (kind, scope);
CREATE INDEX ix_token_device ON token (device);
CREATE INDEX ix_token_expires_at ON token (expires_at);
CREATE UNIQUE INDEX ix_entry_chain ON entry (device, seq) WHERE adopted IS NULL;
CREATE INDEX ix_touched_entry ON touched (entry);
CREATE INDEX ix_matter_case ON matter ("case");
CREATE INDEX ix_blob_device ON blob (device);
CREATE INDEX ix_blob_name_sha256 ON blob_name (sha256, scope);
CREATE INDEX ix_visit_back_by ON visit (back_by);
INSERT INTO alembic_version VALUES ('0005');
INSERT INTO code VALUES ('6158047ba4d58fb904e907e7e436f4c25e769f42cb09c47d73735ff98e364025', '01a19b7c-a680-7a8c-af41-d1dd3a85dde6', 1793610600000000, '01a19b7c-a680-78a2-9199-fe03a8a8f912', NULL);
INSERT INTO device VALUES ('0', '01a19b7c-a680-7195-9df9-053a23af5f62', X'DBA83770E4317A8643892AA85FBACC22A8EB24A329EF2F87F085602770C8A707', 1793610000000000, NULL, NULL, 14, 'e83c1836cd385d3c29005d4182abe958df7765ef778f3f7cecffbe9aa105ff68', 0, 0, 0, NULL, NULL);
INSERT INTO device VALUES ('01a19b7c-a680-78a2-9199-fe03a8a8f912', '01a19b7c-a680-7a8c-af41-d1dd3a85dde6', X'0A07B70EAD1793BB35E41E71C570692922649F0AD56056E93C5D67E2601E1FD8', 1793610000000000, NULL, 1793610660000000, 1, 'd51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888', 0, 0, 0, NULL, NULL);
INSERT INTO record VALUES ('agency', '01a19b7c-a680-7195-9df9-053a23af5f62', 'staff', '{"kind":"staff","record":"01a19b7c-a680-7195-9df9-053a23af5f62","scope":"agency","fields":{"active":{"heads":[{"entry":"0cb7fd9d1f9767d1eec627f615f9a5560fd7706e277965c5605c161e3ff8d266","value":true,"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,1],"rank":[0,1,1],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"name":{"heads":[{"entry":"0cb7fd9d1f9767d1eec627f615f9a5560fd7706e277965c5605c161e3ff8d266","value":"Ada Administrator","author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,1],"rank":[0,1,1],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"post":{"heads":[{"entry":"0cb7fd9d1f9767d1eec627f615f9a5560fd7706e277965c5605c161e3ff8d266","value":{"role":"administrator"},"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,1],"rank":[0,1,1],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"0cb7fd9d1f9767d1eec627f615f9a5560fd7706e277965c5605c161e3ff8d266","value":null,"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,1],"rank":[0,1,1],"awaiting":false,"reason":null},"unknown":[]}', 1);
INSERT INTO record VALUES ('agency', '01a19b7c-a680-7e1c-9c55-1629c273d720', 'team', '{"kind":"team","record":"01a19b7c-a680-7e1c-9c55-1629c273d720","scope":"agency","fields":{"name":{"heads":[{"entry":"b67fddd7ab2b2f6a1965b2f73c15f76a9d4681f6afa0ddf37cdb2a51c5a4338e","value":"West","author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,2],"rank":[0,1,2],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"b67fddd7ab2b2f6a1965b2f73c15f76a9d4681f6afa0ddf37cdb2a51c5a4338e","value":null,"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,2],"rank":[0,1,2],"awaiting":false,"reason":null},"unknown":[]}', 2);
INSERT INTO record VALUES ('agency', '01a19b7c-a680-7a8c-af41-d1dd3a85dde6', 'staff', '{"kind":"staff","record":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","scope":"agency","fields":{"active":{"heads":[{"entry":"c4e476bb1c170262405009d973207b07f50271124634a9c110613ceba596592f","value":true,"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,3],"rank":[0,1,3],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"name":{"heads":[{"entry":"c4e476bb1c170262405009d973207b07f50271124634a9c110613ceba596592f","value":"Una Worker","author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,3],"rank":[0,1,3],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"number":{"heads":[{"entry":"c4e476bb1c170262405009d973207b07f50271124634a9c110613ceba596592f","value":"N1","author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,3],"rank":[0,1,3],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"post":{"heads":[{"entry":"c4e476bb1c170262405009d973207b07f50271124634a9c110613ceba596592f","value":{"role":"worker","team":"01a19b7c-a680-7e1c-9c55-1629c273d720"},"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,3],"rank":[0,1,3],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"c4e476bb1c170262405009d973207b07f50271124634a9c110613ceba596592f","value":null,"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,3],"rank":[0,1,3],"awaiting":false,"reason":null},"unknown":[]}', 3);
INSERT INTO record VALUES ('agency', '01a19b7c-a680-79b6-a599-251f21e2b3fc', 'staff', '{"kind":"staff","record":"01a19b7c-a680-79b6-a599-251f21e2b3fc","scope":"agency","fields":{"active":{"heads":[{"entry":"22f7384cef80421c75817ef6d57b428a76ed5eab492ba4ec70d34a649697b800","value":true,"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,4],"rank":[0,1,4],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"name":{"heads":[{"entry":"22f7384cef80421c75817ef6d57b428a76ed5eab492ba4ec70d34a649697b800","value":"Sheena Senior","author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,4],"rank":[0,1,4],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"number":{"heads":[{"entry":"22f7384cef80421c75817ef6d57b428a76ed5eab492ba4ec70d34a649697b800","value":"N2","author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,4],"rank":[0,1,4],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"post":{"heads":[{"entry":"22f7384cef80421c75817ef6d57b428a76ed5eab492ba4ec70d34a649697b800","value":{"role":"senior","team":"01a19b7c-a680-7e1c-9c55-1629c273d720"},"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,4],"rank":[0,1,4],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"22f7384cef80421c75817ef6d57b428a76ed5eab492ba4ec70d34a649697b800","value":null,"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,4],"rank":[0,1,4],"awaiting":false,"reason":null},"unknown":[]}', 4);
INSERT INTO record VALUES ('grants:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-7710-920e-84103a4fcc50', 'allocation', '{"kind":"allocation","record":"01a19b7c-a680-7710-920e-84103a4fcc50","scope":"grants:01a19b7c-a680-724b-91dd-b05dc06ded3a","fields":{"holder":{"heads":[{"entry":"28bc76ea59b6e1f73420547bb9a4e663ae3989665dce324f1aae1aef8fb6d078","value":{"sort":"staff","id":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","role":"officer"},"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,1],"rank":[0,1,1],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"period":{"heads":[{"entry":"28bc76ea59b6e1f73420547bb9a4e663ae3989665dce324f1aae1aef8fb6d078","value":{"starts":"2026-11-02"},"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,1],"rank":[0,1,1],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"28bc76ea59b6e1f73420547bb9a4e663ae3989665dce324f1aae1aef8fb6d078","value":null,"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,1],"rank":[0,1,1],"awaiting":false,"reason":null},"unknown":[]}', 5);
INSERT INTO record VALUES ('grants:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-7dbb-aeb0-de27a1b32f65', 'allocation', '{"kind":"allocation","record":"01a19b7c-a680-7dbb-aeb0-de27a1b32f65","scope":"grants:01a19b7c-a680-724b-91dd-b05dc06ded3a","fields":{"holder":{"heads":[{"entry":"d17e6f77ffa12b3c1a0c8b0aecbe2a032a661c83c05937eff4e815ffca36ae9c","value":{"sort":"team","id":"01a19b7c-a680-7e1c-9c55-1629c273d720","role":"team"},"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,2],"rank":[0,1,2],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"period":{"heads":[{"entry":"d17e6f77ffa12b3c1a0c8b0aecbe2a032a661c83c05937eff4e815ffca36ae9c","value":{"starts":"2026-11-02"},"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,2],"rank":[0,1,2],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"d17e6f77ffa12b3c1a0c8b0aecbe2a032a661c83c05937eff4e815ffca36ae9c","value":null,"author":"01a19b7c-a680-7195-9df9-053a23af5f62","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,2],"rank":[0,1,2],"awaiting":false,"reason":null},"unknown":[]}', 6);
INSERT INTO record VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-724b-91dd-b05dc06ded3a', 'case', '{"kind":"case","record":"01a19b7c-a680-724b-91dd-b05dc06ded3a","scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","fields":{"opened_on":{"heads":[{"entry":"054a38661304faebbe3fc239f8ca86aad11f08c091efc1ec90bf14968864205c","value":"2026-10-05","author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,1],"rank":[0,1,1],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"state":{"heads":[{"entry":"054a38661304faebbe3fc239f8ca86aad11f08c091efc1ec90bf14968864205c","value":"open","author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,1],"rank":[0,1,1],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"054a38661304faebbe3fc239f8ca86aad11f08c091efc1ec90bf14968864205c","value":null,"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,1],"rank":[0,1,1],"awaiting":false,"reason":null},"unknown":[]}', NULL);
INSERT INTO record VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-7f64-9264-2aeb7db9351c', 'person', '{"kind":"person","record":"01a19b7c-a680-7f64-9264-2aeb7db9351c","scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","fields":{"born":{"heads":[{"entry":"e70d80da8e4ed83f2c65883a06cbc720d74c395911d467610397f0630a5a8fe8","value":"1990-05-01","author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,2],"rank":[0,1,2],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"name":{"heads":[{"entry":"e70d80da8e4ed83f2c65883a06cbc720d74c395911d467610397f0630a5a8fe8","value":{"given":"Robin","family":"Exampleton"},"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,2],"rank":[0,1,2],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"e70d80da8e4ed83f2c65883a06cbc720d74c395911d467610397f0630a5a8fe8","value":null,"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,2],"rank":[0,1,2],"awaiting":false,"reason":null},"unknown":[]}', NULL);
INSERT INTO record VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-758a-af6a-8abdb3a15242', 'appointment', '{"kind":"appointment","record":"01a19b7c-a680-758a-af6a-8abdb3a15242","scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","fields":{"plan":{"heads":[{"entry":"e87143903d9e723ba2c42651a6c20d8d011e539a268f06c4015bb60f0d5e8b72","value":{"sort":"home_visit_announced","starts":"2026-11-02T10:00:00+00:00","staff":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","back_by":"2026-11-02T11:00:00+00:00"},"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,3],"rank":[0,1,3],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"state":{"heads":[{"entry":"e87143903d9e723ba2c42651a6c20d8d011e539a268f06c4015bb60f0d5e8b72","value":{"status":"planned"},"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,3],"rank":[0,1,3],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"e87143903d9e723ba2c42651a6c20d8d011e539a268f06c4015bb60f0d5e8b72","value":null,"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,3],"rank":[0,1,3],"awaiting":false,"reason":null},"unknown":[]}', NULL);
INSERT INTO record VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-763e-b951-c3c57fbf812f', 'appointment', '{"kind":"appointment","record":"01a19b7c-a680-763e-b951-c3c57fbf812f","scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","fields":{"plan":{"heads":[{"entry":"da63ee3c3ac0465f6ef6a29267447f21f199795cc9a60ec3f09b291d4c18dd87","value":{"sort":"home_visit_announced","starts":"2026-11-02T14:00:00+00:00","staff":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6"},"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,4],"rank":[0,1,4],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"state":{"heads":[{"entry":"da63ee3c3ac0465f6ef6a29267447f21f199795cc9a60ec3f09b291d4c18dd87","value":{"status":"planned"},"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,4],"rank":[0,1,4],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"da63ee3c3ac0465f6ef6a29267447f21f199795cc9a60ec3f09b291d4c18dd87","value":null,"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,4],"rank":[0,1,4],"awaiting":false,"reason":null},"unknown":[]}', NULL);
INSERT INTO record VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-72f1-8a75-969204b5bd38', 'appointment', '{"kind":"appointment","record":"01a19b7c-a680-72f1-8a75-969204b5bd38","scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","fields":{"plan":{"heads":[{"entry":"60d39f08a4b223b32cbccd200c7db81d6f1e1cbea7dbdcc8419a7fff20efa594","value":{"sort":"home_visit_announced","starts":"2026-11-02T12:00:00+00:00","staff":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","back_by":"2026-11-02T13:00:00+00:00"},"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,5],"rank":[0,1,5],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"state":{"heads":[{"entry":"ba19eb910f1114c0a88431416a76e91bf0649c7f88e7a8683f7e1df5ce944b51","value":{"status":"cancelled"},"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,6],"rank":[0,1,5],"awaiting":false,"reason":null}],"entries":2,"removers":[]}},"created":{"entry":"60d39f08a4b223b32cbccd200c7db81d6f1e1cbea7dbdcc8419a7fff20efa594","value":null,"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,5],"rank":[0,1,5],"awaiting":false,"reason":null},"unknown":[]}', NULL);
INSERT INTO record VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-70a9-aa05-1d22c5c59180', 'appointment', '{"kind":"appointment","record":"01a19b7c-a680-70a9-aa05-1d22c5c59180","scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","fields":{"plan":{"heads":[{"entry":"7833f63110e44e42c4537aeef087ce942fe4202088bad6c391c745a137cc739d","value":{"sort":"home_visit_announced","starts":"2026-11-02T06:00:00+00:00","staff":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","back_by":"2026-11-02T08:00:00+00:00"},"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,7],"rank":[0,1,7],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"state":{"heads":[{"entry":"7833f63110e44e42c4537aeef087ce942fe4202088bad6c391c745a137cc739d","value":{"status":"planned"},"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,7],"rank":[0,1,7],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"7833f63110e44e42c4537aeef087ce942fe4202088bad6c391c745a137cc739d","value":null,"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,7],"rank":[0,1,7],"awaiting":false,"reason":null},"unknown":[]}', NULL);
INSERT INTO record VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-7a4c-8cfe-463f994ac3ee', 'check_in', '{"kind":"check_in","record":"01a19b7c-a680-7a4c-8cfe-463f994ac3ee","scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","fields":{"appointment":{"heads":[{"entry":"e83c1836cd385d3c29005d4182abe958df7765ef778f3f7cecffbe9aa105ff68","value":"01a19b7c-a680-70a9-aa05-1d22c5c59180","author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,8],"rank":[0,1,8],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"at":{"heads":[{"entry":"e83c1836cd385d3c29005d4182abe958df7765ef778f3f7cecffbe9aa105ff68","value":"2026-11-02T09:00:00+00:00","author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,8],"rank":[0,1,8],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"by":{"heads":[{"entry":"e83c1836cd385d3c29005d4182abe958df7765ef778f3f7cecffbe9aa105ff68","value":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,8],"rank":[0,1,8],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"step":{"heads":[{"entry":"e83c1836cd385d3c29005d4182abe958df7765ef778f3f7cecffbe9aa105ff68","value":"ended","author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,8],"rank":[0,1,8],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"e83c1836cd385d3c29005d4182abe958df7765ef778f3f7cecffbe9aa105ff68","value":null,"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"0","at":"2026-11-02T09:00:00Z","order":[0,1,8],"rank":[0,1,8],"awaiting":false,"reason":null},"unknown":[]}', NULL);
INSERT INTO record VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-739e-bf28-b7096d30afa5', 'contact', '{"kind":"contact","record":"01a19b7c-a680-739e-bf28-b7096d30afa5","scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","fields":{"arranged":{"heads":[{"entry":"d51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888","value":false,"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"01a19b7c-a680-78a2-9199-fe03a8a8f912","at":"2026-11-02T09:00:00Z","order":[0,1,9],"rank":[0,1,9],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"happened":{"heads":[{"entry":"d51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888","value":{"starts":"2026-11-02T09:00:00+00:00","minutes":5},"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"01a19b7c-a680-78a2-9199-fe03a8a8f912","at":"2026-11-02T09:00:00Z","order":[0,1,9],"rank":[0,1,9],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"narrative":{"heads":[{"entry":"d51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888","value":"Rang as agreed.","author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"01a19b7c-a680-78a2-9199-fe03a8a8f912","at":"2026-11-02T09:00:00Z","order":[0,1,9],"rank":[0,1,9],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"outcome":{"heads":[{"entry":"d51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888","value":"attended_complied","author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"01a19b7c-a680-78a2-9199-fe03a8a8f912","at":"2026-11-02T09:00:00Z","order":[0,1,9],"rank":[0,1,9],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"present":{"heads":[{"entry":"d51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888","value":[{"role":"person"}],"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"01a19b7c-a680-78a2-9199-fe03a8a8f912","at":"2026-11-02T09:00:00Z","order":[0,1,9],"rank":[0,1,9],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"recorded_by":{"heads":[{"entry":"d51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888","value":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"01a19b7c-a680-78a2-9199-fe03a8a8f912","at":"2026-11-02T09:00:00Z","order":[0,1,9],"rank":[0,1,9],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"significant":{"heads":[{"entry":"d51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888","value":false,"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"01a19b7c-a680-78a2-9199-fe03a8a8f912","at":"2026-11-02T09:00:00Z","order":[0,1,9],"rank":[0,1,9],"awaiting":false,"reason":null}],"entries":1,"removers":[]},"sort":{"heads":[{"entry":"d51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888","value":"telephone","author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"01a19b7c-a680-78a2-9199-fe03a8a8f912","at":"2026-11-02T09:00:00Z","order":[0,1,9],"rank":[0,1,9],"awaiting":false,"reason":null}],"entries":1,"removers":[]}},"created":{"entry":"d51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888","value":null,"author":"01a19b7c-a680-7a8c-af41-d1dd3a85dde6","on_behalf":null,"device":"01a19b7c-a680-78a2-9199-fe03a8a8f912","at":"2026-11-02T09:00:00Z","order":[0,1,9],"rank":[0,1,9],"awaiting":false,"reason":null},"unknown":[]}', NULL);
INSERT INTO scope VALUES ('agency', 4);
INSERT INTO scope VALUES ('grants:01a19b7c-a680-724b-91dd-b05dc06ded3a', 2);
INSERT INTO scope VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', 9);
INSERT INTO holding VALUES ('01a19b7c-a680-78a2-9199-fe03a8a8f912', 'agency', 1, 4, 'held');
INSERT INTO holding VALUES ('01a19b7c-a680-78a2-9199-fe03a8a8f912', 'grants:01a19b7c-a680-724b-91dd-b05dc06ded3a', 1, 2, 'held');
INSERT INTO holding VALUES ('01a19b7c-a680-78a2-9199-fe03a8a8f912', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', 1, 9, 'held');
INSERT INTO receipt VALUES (1, '0', 'agency', '{"v":1,"epoch":1,"scope":"agency","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"0cb7fd9d1f9767d1eec627f615f9a5560fd7706e277965c5605c161e3ff8d266","seq":1,"position":1,"verdict":"accepted","reason":null}]}', X'0B354C1100049E17DD8AC11D86FB48E9174A165595F2E302716290C02A5E3E7410213BE28A633C5C41D96AAAB1C628D41716CA4802E7C14501A37B31B7698C0A');
INSERT INTO receipt VALUES (2, '0', 'agency', '{"v":1,"epoch":1,"scope":"agency","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"b67fddd7ab2b2f6a1965b2f73c15f76a9d4681f6afa0ddf37cdb2a51c5a4338e","seq":2,"position":2,"verdict":"accepted","reason":null}]}', X'39798A65EB7FF851DD93177D990328FE73B31DFCDF7F3E70EAFC7044D8AD181B58FC7D618CA25D51545DA10415190F109774146A11B4FE0872A59261594B8B09');
INSERT INTO receipt VALUES (3, '0', 'agency', '{"v":1,"epoch":1,"scope":"agency","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"c4e476bb1c170262405009d973207b07f50271124634a9c110613ceba596592f","seq":3,"position":3,"verdict":"accepted","reason":null}]}', X'CF31232C29D8CCC89C847BC173B7899D331BD03CBB0ED8FBCEBD285F0E9C0F714D78A42DC715B44CBEBCE9B3C8C79A9A3BAF77FB1CBD063FB9DA918D003DDF0D');
INSERT INTO receipt VALUES (4, '0', 'agency', '{"v":1,"epoch":1,"scope":"agency","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"22f7384cef80421c75817ef6d57b428a76ed5eab492ba4ec70d34a649697b800","seq":4,"position":4,"verdict":"accepted","reason":null}]}', X'CDEE78B49F1A208BB576C72E1A11C8EBF9EB571F1F5F9AE1D8EFC37DB8B15EA868DDA33B02A8A44057CFAE3D59EB93C2D3D7258908C49C989AA5F3D8001EF800');
INSERT INTO receipt VALUES (5, '0', 'grants:01a19b7c-a680-724b-91dd-b05dc06ded3a', '{"v":1,"epoch":1,"scope":"grants:01a19b7c-a680-724b-91dd-b05dc06ded3a","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"28bc76ea59b6e1f73420547bb9a4e663ae3989665dce324f1aae1aef8fb6d078","seq":5,"position":1,"verdict":"accepted","reason":null}]}', X'D4302C3757D29534C0BDD5592BD5C2A61A8AE26AA1746D88128E1134B30CB737F5678EE8417ED8199ACD06A348239A24FBB86A3FB2EED122DF804289E5CCDA05');
INSERT INTO receipt VALUES (6, '0', 'grants:01a19b7c-a680-724b-91dd-b05dc06ded3a', '{"v":1,"epoch":1,"scope":"grants:01a19b7c-a680-724b-91dd-b05dc06ded3a","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"d17e6f77ffa12b3c1a0c8b0aecbe2a032a661c83c05937eff4e815ffca36ae9c","seq":6,"position":2,"verdict":"accepted","reason":null}]}', X'936BE65202317462B2FF6B663EE1F07030E6948BFC67125A9BC33E76701F6CB134C5037BC0BA83505982FDA3FB37BB8B5F131F9A395B69B12FC4AD309739B106');
INSERT INTO receipt VALUES (7, '0', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '{"v":1,"epoch":1,"scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"054a38661304faebbe3fc239f8ca86aad11f08c091efc1ec90bf14968864205c","seq":7,"position":1,"verdict":"accepted","reason":null}]}', X'CD837B96B335DE5CF5CA379781DED9A4AC4535F208C9A7E79C456843EF7B7203E4395FD0D724494FA06D5C0AB9ECA53BACA51C855F0863720090AFBB3C59FE03');
INSERT INTO receipt VALUES (8, '0', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '{"v":1,"epoch":1,"scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"e70d80da8e4ed83f2c65883a06cbc720d74c395911d467610397f0630a5a8fe8","seq":8,"position":2,"verdict":"accepted","reason":null}]}', X'816B8FE16B29A327AA9D8B1B5D88F13D706266A0D786F6C291B4DD96396C9CFCD55F272C411A31BC6A4AE9A4EBA88B0FD5F0C65F37A04EC7DF31D72555A61003');
INSERT INTO receipt VALUES (9, '0', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '{"v":1,"epoch":1,"scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"e87143903d9e723ba2c42651a6c20d8d011e539a268f06c4015bb60f0d5e8b72","seq":9,"position":3,"verdict":"accepted","reason":null}]}', X'B0DC5BBF40B6E47E801C563E1545C8463FFEFC17588C41E47D6F7DC6CF93496A27C56939F3E66D99A0E0AE8155109002E8D9DC71C8F6B8EDADB0F8C6EC24A90C');
INSERT INTO receipt VALUES (10, '0', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '{"v":1,"epoch":1,"scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"da63ee3c3ac0465f6ef6a29267447f21f199795cc9a60ec3f09b291d4c18dd87","seq":10,"position":4,"verdict":"accepted","reason":null}]}', X'05EAB3D420585B6A225BA6595E7642249FE1B2A1A74C099F30AEFB8A48DE993CB631ECE2D97AF7C7D46ED829886979D6A257FF1B944C7E5CBB2422E94A524801');
INSERT INTO receipt VALUES (11, '0', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '{"v":1,"epoch":1,"scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"60d39f08a4b223b32cbccd200c7db81d6f1e1cbea7dbdcc8419a7fff20efa594","seq":11,"position":5,"verdict":"accepted","reason":null}]}', X'51F2F94CAEB0773F7EA4D6AE0EEE3D2DD4098AC2A65103A836F65EBE69CACF88B9BFBE1AAD675641757A18A486E1734FC3F0CA4E74F2C6694486EEB689F68F0C');
INSERT INTO receipt VALUES (12, '0', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '{"v":1,"epoch":1,"scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"ba19eb910f1114c0a88431416a76e91bf0649c7f88e7a8683f7e1df5ce944b51","seq":12,"position":6,"verdict":"accepted","reason":null}]}', X'6359D9B1E405B74A3B3B46541243B4E5D09C16CEA954D1FAD4A9AC3A92C0F57FD0D745AAB1FBF4CDB7206275F1FCEFFC6B7254F4DD3CC363B4C83F701A27C202');
INSERT INTO receipt VALUES (13, '0', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '{"v":1,"epoch":1,"scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"7833f63110e44e42c4537aeef087ce942fe4202088bad6c391c745a137cc739d","seq":13,"position":7,"verdict":"accepted","reason":null}]}', X'4AD126C8496742EBEC4D3FEFC2A5AA724D498B2A502F01E136D19B3653D80AB2B93A4A6F8E7F0F44B04CA04700FD92FDE212C0FC4C1DF94D5FDDDB556B827403');
INSERT INTO receipt VALUES (14, '0', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '{"v":1,"epoch":1,"scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","device":"0","at":"2026-11-02T09:00:00Z","items":[{"entry":"e83c1836cd385d3c29005d4182abe958df7765ef778f3f7cecffbe9aa105ff68","seq":14,"position":8,"verdict":"accepted","reason":null}]}', X'6FAC2013E1B1E3D104FA9E90D7D82F2878310BAE84DDE8C1A346622503508950E2EC4D09EC13F2089D9A77C02B9A22CD500A4E8C5F574B775FA11CA1E9180608');
INSERT INTO receipt VALUES (15, '01a19b7c-a680-78a2-9199-fe03a8a8f912', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '{"v":1,"epoch":1,"scope":"case:01a19b7c-a680-724b-91dd-b05dc06ded3a","device":"01a19b7c-a680-78a2-9199-fe03a8a8f912","at":"2026-11-02T09:00:00Z","items":[{"entry":"d51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888","seq":1,"position":9,"verdict":"accepted","reason":null}]}', X'A824D6D82EB171A9ABFE5639901ED0C16CA15E2E3A4A315F0CBBAF37E926AC63E38C0294C4682728989FBBBF117F9F481F63F138F888E7CDA4EBB96D713A4503');
INSERT INTO tip VALUES ('0', 1, '0cb7fd9d1f9767d1eec627f615f9a5560fd7706e277965c5605c161e3ff8d266', X'8F426308B53F275588CD9629FB58571BA927E2B20DFA32D9B34E52FBE672C5E6A680638EE56EE35C41B934D3E8C29D4DFFE7C769C2BDA1C0390A759C8CC21107');
INSERT INTO tip VALUES ('0', 2, 'b67fddd7ab2b2f6a1965b2f73c15f76a9d4681f6afa0ddf37cdb2a51c5a4338e', X'308D85E6EED6846F148371D179CC469342183FE76D0D10610BAA838C7F596683C9F467FEBE58F6D3D3A7F99D2BD13F62D47834525DFA4BFD04A5EAA4D6B6260A');
INSERT INTO tip VALUES ('0', 3, 'c4e476bb1c170262405009d973207b07f50271124634a9c110613ceba596592f', X'03D41900D2AB44E11409C1C3F2B227A418E4B8AC73DF7976680AC68D6F90EB52E60B50CDC550D1072584020EA6B3CBFD200F17A7127F0F949FF1C0096FF5E70C');
INSERT INTO tip VALUES ('0', 4, '22f7384cef80421c75817ef6d57b428a76ed5eab492ba4ec70d34a649697b800', X'2076AC805EC4EDFB35BF1F01FE0516049C6A1D44099139C70E276CC56FEB9704E95A09BEDB7415B74B1DB06526061834D27A5FF6042E2572F52AC0F6C3A9810E');
INSERT INTO tip VALUES ('0', 5, '28bc76ea59b6e1f73420547bb9a4e663ae3989665dce324f1aae1aef8fb6d078', X'4D6537969BC8AAA109B64A10DC1F784D7D7B6A9EFBF28C896CA5B74DF10DF185D3F49093BF1F5C1E7D4A2BE48591ED0263F3C18A628BF1C66D67B9B0F5D5820E');
INSERT INTO tip VALUES ('0', 6, 'd17e6f77ffa12b3c1a0c8b0aecbe2a032a661c83c05937eff4e815ffca36ae9c', X'184A3430327A058CE29B3F8471E3F6D732F326EEA9E25A1EEC18723F797295911E77FE700ABA2EE97C4AB6E40A3E2E5E7455B8235D7393DBCF1ACAF6AE4EFF0B');
INSERT INTO tip VALUES ('0', 7, '054a38661304faebbe3fc239f8ca86aad11f08c091efc1ec90bf14968864205c', X'B43D2D0980599A138FB1543A78989C6F0011DE11CE0C42B55EFF02FA0CED112BDB50524979B1DAA7EDDA6D183D388D2DC4051DF25257D534D548B4C55108130E');
INSERT INTO tip VALUES ('0', 8, 'e70d80da8e4ed83f2c65883a06cbc720d74c395911d467610397f0630a5a8fe8', X'84F20B3373E029ED3F447BB4AD317FC629639F01CD3A27628EDF8FEEC1FDA8655FD193C880062B1DC0B7739280A2DC20F6C4AC0409EB0AA67BB845DD1348D509');
INSERT INTO tip VALUES ('0', 9, 'e87143903d9e723ba2c42651a6c20d8d011e539a268f06c4015bb60f0d5e8b72', X'92E6E64732267D8682001BB0E0519BB018FE1F40DA0DD05F4B41BB4184C8A48923D5D26CAF7C52A8D1CF762771839A6B3E4F13AF53FC62E787357E5CD0AAC706');
INSERT INTO tip VALUES ('0', 10, 'da63ee3c3ac0465f6ef6a29267447f21f199795cc9a60ec3f09b291d4c18dd87', X'94659F9EA36A08C56763E5096334E20FCBC090D99F923FFC46A1A5367142752376903714501FF5F929F76767C916DE875CC17A79DFAA48F9EE2F14B6E9CBB203');
INSERT INTO tip VALUES ('0', 11, '60d39f08a4b223b32cbccd200c7db81d6f1e1cbea7dbdcc8419a7fff20efa594', X'8F32B44A808A888EAEEA94C71CFB268513200E023B13611C59E3A697DD4320B1C27E66B822ADAED878097137D82EA4A029362E981F298856F8CFC3C35E08B60B');
INSERT INTO tip VALUES ('0', 12, 'ba19eb910f1114c0a88431416a76e91bf0649c7f88e7a8683f7e1df5ce944b51', X'C0046AA04DF6FBC0A3A2B474CEDE6D4259C775F07589A6E6A5CB32EAE208AC6A9A3DA72E4D9677758056134B4928204567C57C7361C81C79E3F221901D843D04');
INSERT INTO tip VALUES ('0', 13, '7833f63110e44e42c4537aeef087ce942fe4202088bad6c391c745a137cc739d', X'D578888F00DF777CF08E4FB8B4F6A880359D7E45D14051466F8DFC2A9137DE48BE697DCA176DF8A9A14CD58B74B8E9BA0CE1F7E7AB931B02ABA0F603947A1609');
INSERT INTO tip VALUES ('0', 14, 'e83c1836cd385d3c29005d4182abe958df7765ef778f3f7cecffbe9aa105ff68', X'5E3F874D1EA3F7A95E9A923810CA3C56F74C4C0F292A67D4B25364DAAA2BF0F203A61028B8933840955062A749F9D2F75990070A7001FF87F9305A282DE0F406');
INSERT INTO tip VALUES ('01a19b7c-a680-78a2-9199-fe03a8a8f912', 1, 'd51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888', X'A63585B6F6892F44BD60EADFBCF7D292151FCF6C3D54D0910F9221447F35A8DEE51A121518F3B3603D8D586B07FEDC0B2E7B320FB94EF564566D819BE64C7100');
INSERT INTO token VALUES ('d2cbbedae14c2d23557a8f64aae318a3e093de3e63c9c01f85208c99264d65e6', '01a19b7c-a680-78a2-9199-fe03a8a8f912', 1793610900000000);
INSERT INTO token VALUES ('76959ebd63e45d7d3db0b51252e6aba5286508e23456c5def90ff0e309e9fbe7', '01a19b7c-a680-78a2-9199-fe03a8a8f912', 1793611560000000);
INSERT INTO entry VALUES ('0', 1, '0cb7fd9d1f9767d1eec627f615f9a5560fd7706e277965c5605c161e3ff8d266', X'7B2276223A312C22646576696365223A2230222C22736571223A312C2270726576223A6E756C6C2C22617574686F72223A2230316131396237632D613638302D373139352D396466392D303533613233616635663632222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A226167656E6379222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D373139352D396466392D303533613233616635663632222C226B696E64223A227374616666222C22736574223A7B226E616D65223A224164612041646D696E6973747261746F72222C22706F7374223A7B22726F6C65223A2261646D696E6973747261746F72227D2C22616374697665223A747275657D7D5D7D', 'agency', 1, 1, 'accepted', NULL, 0, 1793610000000000, 1, NULL, 1, 1, 0);
INSERT INTO entry VALUES ('0', 2, 'b67fddd7ab2b2f6a1965b2f73c15f76a9d4681f6afa0ddf37cdb2a51c5a4338e', X'7B2276223A312C22646576696365223A2230222C22736571223A322C2270726576223A2230636237666439643166393736376431656563363237663631356639613535363066643737303665323737393635633536303563313631653366663864323636222C22617574686F72223A2230316131396237632D613638302D373139352D396466392D303533613233616635663632222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A226167656E6379222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D376531632D396335352D313632396332373364373230222C226B696E64223A227465616D222C22736574223A7B226E616D65223A2257657374227D7D5D7D', 'agency', 2, 1, 'accepted', NULL, 0, 1793610000000000, 2, NULL, 1, 2, 0);
INSERT INTO entry VALUES ('0', 3, 'c4e476bb1c170262405009d973207b07f50271124634a9c110613ceba596592f', X'7B2276223A312C22646576696365223A2230222C22736571223A332C2270726576223A2262363766646464376162326232663661313936356232663733633135663736613964343638316636616661306464663337636462326135316335613433333865222C22617574686F72223A2230316131396237632D613638302D373139352D396466392D303533613233616635663632222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A226167656E6379222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226B696E64223A227374616666222C22736574223A7B226E616D65223A22556E6120576F726B6572222C22706F7374223A7B22726F6C65223A22776F726B6572222C227465616D223A2230316131396237632D613638302D376531632D396335352D313632396332373364373230227D2C22616374697665223A747275652C226E756D626572223A224E31227D7D5D7D', 'agency', 3, 1, 'accepted', NULL, 0, 1793610000000000, 3, NULL, 1, 3, 0);
INSERT INTO entry VALUES ('0', 4, '22f7384cef80421c75817ef6d57b428a76ed5eab492ba4ec70d34a649697b800', X'7B2276223A312C22646576696365223A2230222C22736571223A342C2270726576223A2263346534373662623163313730323632343035303039643937333230376230376635303237313132343633346139633131303631336365626135393635393266222C22617574686F72223A2230316131396237632D613638302D373139352D396466392D303533613233616635663632222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A226167656E6379222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D373962362D613539392D323531663231653262336663222C226B696E64223A227374616666222C22736574223A7B226E616D65223A22536865656E612053656E696F72222C22706F7374223A7B22726F6C65223A2273656E696F72222C227465616D223A2230316131396237632D613638302D376531632D396335352D313632396332373364373230227D2C22616374697665223A747275652C226E756D626572223A224E32227D7D5D7D', 'agency', 4, 1, 'accepted', NULL, 0, 1793610000000000, 4, NULL, 1, 4, 0);
INSERT INTO entry VALUES ('0', 5, '28bc76ea59b6e1f73420547bb9a4e663ae3989665dce324f1aae1aef8fb6d078', X'7B2276223A312C22646576696365223A2230222C22736571223A352C2270726576223A2232326637333834636566383034323163373538313765663664353762343238613736656435656162343932626134656337306433346136343936393762383030222C22617574686F72223A2230316131396237632D613638302D373139352D396466392D303533613233616635663632222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A226772616E74733A30316131396237632D613638302D373234622D393164642D623035646330366465643361222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D373731302D393230652D383431303361346663633530222C226B696E64223A22616C6C6F636174696F6E222C22736574223A7B22686F6C646572223A7B22736F7274223A227374616666222C226964223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C22726F6C65223A226F666669636572227D2C22706572696F64223A7B22737461727473223A22323032362D31312D3032227D7D7D5D7D', 'grants:01a19b7c-a680-724b-91dd-b05dc06ded3a', 1, 1, 'accepted', NULL, 0, 1793610000000000, 5, NULL, 1, 1, 0);
INSERT INTO entry VALUES ('0', 6, 'd17e6f77ffa12b3c1a0c8b0aecbe2a032a661c83c05937eff4e815ffca36ae9c', X'7B2276223A312C22646576696365223A2230222C22736571223A362C2270726576223A2232386263373665613539623665316637333432303534376262396134653636336165333938393636356463653332346631616165316165663866623664303738222C22617574686F72223A2230316131396237632D613638302D373139352D396466392D303533613233616635663632222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A226772616E74733A30316131396237632D613638302D373234622D393164642D623035646330366465643361222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D376462622D616562302D646532376131623332663635222C226B696E64223A22616C6C6F636174696F6E222C22736574223A7B22686F6C646572223A7B22736F7274223A227465616D222C226964223A2230316131396237632D613638302D376531632D396335352D313632396332373364373230222C22726F6C65223A227465616D227D2C22706572696F64223A7B22737461727473223A22323032362D31312D3032227D7D7D5D7D', 'grants:01a19b7c-a680-724b-91dd-b05dc06ded3a', 2, 1, 'accepted', NULL, 0, 1793610000000000, 6, NULL, 1, 2, 0);
INSERT INTO entry VALUES ('0', 7, '054a38661304faebbe3fc239f8ca86aad11f08c091efc1ec90bf14968864205c', X'7B2276223A312C22646576696365223A2230222C22736571223A372C2270726576223A2264313765366637376666613132623363316130633862306165636265326130333261363631633833633035393337656666346538313566666361333661653963222C22617574686F72223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A22636173653A30316131396237632D613638302D373234622D393164642D623035646330366465643361222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D373234622D393164642D623035646330366465643361222C226B696E64223A2263617365222C22736574223A7B227374617465223A226F70656E222C226F70656E65645F6F6E223A22323032362D31302D3035227D7D5D7D', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', 1, 1, 'accepted', NULL, 0, 1793610000000000, 7, NULL, 1, 1, 0);
INSERT INTO entry VALUES ('0', 8, 'e70d80da8e4ed83f2c65883a06cbc720d74c395911d467610397f0630a5a8fe8', X'7B2276223A312C22646576696365223A2230222C22736571223A382C2270726576223A2230353461333836363133303466616562626533666332333966386361383661616431316630386330393165666331656339306266313439363838363432303563222C22617574686F72223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A22636173653A30316131396237632D613638302D373234622D393164642D623035646330366465643361222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D376636342D393236342D326165623764623933353163222C226B696E64223A22706572736F6E222C22736574223A7B226E616D65223A7B22676976656E223A22526F62696E222C2266616D696C79223A224578616D706C65746F6E227D2C22626F726E223A22313939302D30352D3031227D7D5D7D', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', 2, 1, 'accepted', NULL, 0, 1793610000000000, 8, NULL, 1, 2, 0);
INSERT INTO entry VALUES ('0', 9, 'e87143903d9e723ba2c42651a6c20d8d011e539a268f06c4015bb60f0d5e8b72', X'7B2276223A312C22646576696365223A2230222C22736571223A392C2270726576223A2265373064383064613865346564383366326336353838336130366362633732306437346333393539313164343637363130333937663036333061356138666538222C22617574686F72223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A22636173653A30316131396237632D613638302D373234622D393164642D623035646330366465643361222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D373538612D616636612D386162646233613135323432222C226B696E64223A226170706F696E746D656E74222C22736574223A7B22706C616E223A7B22736F7274223A22686F6D655F76697369745F616E6E6F756E636564222C22737461727473223A22323032362D31312D30325431303A30303A30302B30303A3030222C227374616666223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226261636B5F6279223A22323032362D31312D30325431313A30303A30302B30303A3030227D2C227374617465223A7B22737461747573223A22706C616E6E6564227D7D7D5D7D', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', 3, 1, 'accepted', NULL, 0, 1793610000000000, 9, NULL, 1, 3, 0);
INSERT INTO entry VALUES ('0', 10, 'da63ee3c3ac0465f6ef6a29267447f21f199795cc9a60ec3f09b291d4c18dd87', X'7B2276223A312C22646576696365223A2230222C22736571223A31302C2270726576223A2265383731343339303364396537323362613263343236353161366332306438643031316535333961323638663036633430313562623630663064356538623732222C22617574686F72223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A22636173653A30316131396237632D613638302D373234622D393164642D623035646330366465643361222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D373633652D623935312D633363353766626638313266222C226B696E64223A226170706F696E746D656E74222C22736574223A7B22706C616E223A7B22736F7274223A22686F6D655F76697369745F616E6E6F756E636564222C22737461727473223A22323032362D31312D30325431343A30303A30302B30303A3030222C227374616666223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536227D2C227374617465223A7B22737461747573223A22706C616E6E6564227D7D7D5D7D', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', 4, 1, 'accepted', NULL, 0, 1793610000000000, 10, NULL, 1, 4, 0);
INSERT INTO entry VALUES ('0', 11, '60d39f08a4b223b32cbccd200c7db81d6f1e1cbea7dbdcc8419a7fff20efa594', X'7B2276223A312C22646576696365223A2230222C22736571223A31312C2270726576223A2264613633656533633361633034363566366566366132393236373434376632316631393937393563633961363065633366303962323931643463313864643837222C22617574686F72223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A22636173653A30316131396237632D613638302D373234622D393164642D623035646330366465643361222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D373266312D386137352D393639323034623562643338222C226B696E64223A226170706F696E746D656E74222C22736574223A7B22706C616E223A7B22736F7274223A22686F6D655F76697369745F616E6E6F756E636564222C22737461727473223A22323032362D31312D30325431323A30303A30302B30303A3030222C227374616666223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226261636B5F6279223A22323032362D31312D30325431333A30303A30302B30303A3030227D2C227374617465223A7B22737461747573223A22706C616E6E6564227D7D7D5D7D', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', 5, 1, 'accepted', NULL, 0, 1793610000000000, 11, NULL, 1, 5, 0);
INSERT INTO entry VALUES ('0', 12, 'ba19eb910f1114c0a88431416a76e91bf0649c7f88e7a8683f7e1df5ce944b51', X'7B2276223A312C22646576696365223A2230222C22736571223A31322C2270726576223A2236306433396630386134623232336233326362636364323030633764623831643666316531636265613764626463633834313961376666663230656661353934222C22617574686F72223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A22636173653A30316131396237632D613638302D373234622D393164642D623035646330366465643361222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D373266312D386137352D393639323034623562643338222C226B696E64223A226170706F696E746D656E74222C22736574223A7B227374617465223A7B22737461747573223A2263616E63656C6C6564227D7D2C22706172656E7473223A7B227374617465223A5B2236306433396630386134623232336233326362636364323030633764623831643666316531636265613764626463633834313961376666663230656661353934225D7D7D5D7D', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', 6, 1, 'accepted', NULL, 0, 1793610000000000, 12, NULL, 1, 6, 0);
INSERT INTO entry VALUES ('0', 13, '7833f63110e44e42c4537aeef087ce942fe4202088bad6c391c745a137cc739d', X'7B2276223A312C22646576696365223A2230222C22736571223A31332C2270726576223A2262613139656239313066313131346330613838343331343136613736653931626630363439633766383865376138363833663765316466356365393434623531222C22617574686F72223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A22636173653A30316131396237632D613638302D373234622D393164642D623035646330366465643361222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D373061392D616130352D316432326335633539313830222C226B696E64223A226170706F696E746D656E74222C22736574223A7B22706C616E223A7B22736F7274223A22686F6D655F76697369745F616E6E6F756E636564222C22737461727473223A22323032362D31312D30325430363A30303A30302B30303A3030222C227374616666223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226261636B5F6279223A22323032362D31312D30325430383A30303A30302B30303A3030227D2C227374617465223A7B22737461747573223A22706C616E6E6564227D7D7D5D7D', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', 7, 1, 'accepted', NULL, 0, 1793610000000000, 13, NULL, 1, 7, 0);
INSERT INTO entry VALUES ('0', 14, 'e83c1836cd385d3c29005d4182abe958df7765ef778f3f7cecffbe9aa105ff68', X'7B2276223A312C22646576696365223A2230222C22736571223A31342C2270726576223A2237383333663633313130653434653432633435333761656566303837636539343266653432303230383862616436633339316337343561313337636337333964222C22617574686F72223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A22636173653A30316131396237632D613638302D373234622D393164642D623035646330366465643361222C227365656E223A6E756C6C2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A322C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D376134632D386366652D343633663939346163336565222C226B696E64223A22636865636B5F696E222C22736574223A7B226170706F696E746D656E74223A2230316131396237632D613638302D373061392D616130352D316432326335633539313830222C2273746570223A22656E646564222C226174223A22323032362D31312D30325430393A30303A30302B30303A3030222C226279223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536227D7D5D7D', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', 8, 1, 'accepted', NULL, 0, 1793610000000000, 14, NULL, 1, 8, 0);
INSERT INTO entry VALUES ('01a19b7c-a680-78a2-9199-fe03a8a8f912', 1, 'd51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888', X'7B2276223A312C22646576696365223A2230316131396237632D613638302D373861322D393139392D666530336138613866393132222C22736571223A312C2270726576223A6E756C6C2C22617574686F72223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536222C226F6E5F626568616C66223A6E756C6C2C2273636F7065223A22636173653A30316131396237632D613638302D373234622D393164642D623035646330366465643361222C227365656E223A7B2265706F6368223A312C2267656E65726174696F6E223A312C22706F736974696F6E223A387D2C226174223A22323032362D31312D30325430393A30303A30305A222C22736368656D61223A312C226564697473223A5B7B227265636F7264223A2230316131396237632D613638302D373339652D626632382D623730393664333061666135222C226B696E64223A22636F6E74616374222C22736574223A7B22736F7274223A2274656C6570686F6E65222C2268617070656E6564223A7B22737461727473223A22323032362D31312D30325430393A30303A30302B30303A3030222C226D696E75746573223A357D2C22617272616E676564223A66616C73652C2270726573656E74223A5B7B22726F6C65223A22706572736F6E227D5D2C226F7574636F6D65223A22617474656E6465645F636F6D706C696564222C226E6172726174697665223A2252616E67206173206167726565642E222C227369676E69666963616E74223A66616C73652C227265636F726465645F6279223A2230316131396237632D613638302D376138632D616634312D643164643361383564646536227D7D5D7D', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', 9, 1, 'accepted', NULL, 0, 1793610000000000, 15, NULL, 1, 9, 0);
INSERT INTO touched VALUES ('agency', '01a19b7c-a680-7195-9df9-053a23af5f62', '0cb7fd9d1f9767d1eec627f615f9a5560fd7706e277965c5605c161e3ff8d266');
INSERT INTO touched VALUES ('agency', '01a19b7c-a680-7e1c-9c55-1629c273d720', 'b67fddd7ab2b2f6a1965b2f73c15f76a9d4681f6afa0ddf37cdb2a51c5a4338e');
INSERT INTO touched VALUES ('agency', '01a19b7c-a680-7a8c-af41-d1dd3a85dde6', 'c4e476bb1c170262405009d973207b07f50271124634a9c110613ceba596592f');
INSERT INTO touched VALUES ('agency', '01a19b7c-a680-79b6-a599-251f21e2b3fc', '22f7384cef80421c75817ef6d57b428a76ed5eab492ba4ec70d34a649697b800');
INSERT INTO touched VALUES ('grants:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-7710-920e-84103a4fcc50', '28bc76ea59b6e1f73420547bb9a4e663ae3989665dce324f1aae1aef8fb6d078');
INSERT INTO touched VALUES ('grants:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-7dbb-aeb0-de27a1b32f65', 'd17e6f77ffa12b3c1a0c8b0aecbe2a032a661c83c05937eff4e815ffca36ae9c');
INSERT INTO touched VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-724b-91dd-b05dc06ded3a', '054a38661304faebbe3fc239f8ca86aad11f08c091efc1ec90bf14968864205c');
INSERT INTO touched VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-7f64-9264-2aeb7db9351c', 'e70d80da8e4ed83f2c65883a06cbc720d74c395911d467610397f0630a5a8fe8');
INSERT INTO touched VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-758a-af6a-8abdb3a15242', 'e87143903d9e723ba2c42651a6c20d8d011e539a268f06c4015bb60f0d5e8b72');
INSERT INTO touched VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-763e-b951-c3c57fbf812f', 'da63ee3c3ac0465f6ef6a29267447f21f199795cc9a60ec3f09b291d4c18dd87');
INSERT INTO touched VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-72f1-8a75-969204b5bd38', '60d39f08a4b223b32cbccd200c7db81d6f1e1cbea7dbdcc8419a7fff20efa594');
INSERT INTO touched VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-72f1-8a75-969204b5bd38', 'ba19eb910f1114c0a88431416a76e91bf0649c7f88e7a8683f7e1df5ce944b51');
INSERT INTO touched VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-70a9-aa05-1d22c5c59180', '7833f63110e44e42c4537aeef087ce942fe4202088bad6c391c745a137cc739d');
INSERT INTO touched VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-7a4c-8cfe-463f994ac3ee', 'e83c1836cd385d3c29005d4182abe958df7765ef778f3f7cecffbe9aa105ff68');
INSERT INTO touched VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-739e-bf28-b7096d30afa5', 'd51ff26cfc7f8a09204eb3062f79a703ae3664317e45b80789a9ec7b35375888');
INSERT INTO matter VALUES ('394072dddfd0cc14dc8d9e894f795341bf54f872b121272fd9dedaab8367cf41', 'overdue', 'case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-724b-91dd-b05dc06ded3a', 1793617860000000, '01a19b7c-a680-7a8c-af41-d1dd3a85dde6');
INSERT INTO visit VALUES ('case:01a19b7c-a680-724b-91dd-b05dc06ded3a', '01a19b7c-a680-758a-af6a-8abdb3a15242', 1793617200000000, 1);
INSERT INTO agency VALUES (1, 'Example Agency', '01a19b7c-a680-7195-9df9-053a23af5f62', 1, 7, 1, 0, NULL, 15, 1);
