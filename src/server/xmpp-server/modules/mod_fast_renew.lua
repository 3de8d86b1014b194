-- A token that is old is renewed with signing in (XEP-0484), and two tabs of a phone sign in with the same one
-- when the phone wakes up. mod_sasl2_fast gives each a new one and forgets the first: kept by the phone last,
-- that would be one that lets nobody in. Who comes second is given what the first was given.
module:depends("sasl2_fast");
local hashes = require "prosody.util.hashes";
local datetime = require "prosody.util.datetime";
local now = require "prosody.util.time".now;
local tokens = module:open_store("fast_tokens", "map");

-- In seconds: tabs that wake up together on a bad link.
local TOGETHER = 600;

module:hook("sasl2/c2s/success", function (event)
	local session = event.session;
	local handler = session.sasl_handler;
	local is_due = handler and handler.fast and handler.rotation_needed and session.client_id;
	if not is_due or session.fast_token_request then return; end
	local token = tokens:get(session.username, hashes.sha256(session.client_id, true).."-new");
	if not token or token.mechanism ~= handler.selected or token.issued_at < now() - TOGETHER then return; end
	handler.rotation_needed = nil;
	event.success:tag("token", {
		xmlns = "urn:xmpp:fast:0";
		expiry = datetime.datetime(token.expires_at);
		token = token.secret;
	}):up();
end, 80);
