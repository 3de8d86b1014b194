-- Signing out everywhere: a person has all their tokens (XEP-0484) forgotten and all their connections
-- ended, the one that asks too. A new password forgets the tokens as well: mod_sasl2_fast compares whole
-- seconds, and lets in whoever has a token of the very second in which the password was changed.
local st = require "prosody.util.stanza";
local tokens = module:open_store("fast_tokens");

module:hook("iq-set/host/urn:wifi-chat:account:0:sign-out-everywhere", function (event)
	local origin, stanza = event.origin, event.stanza;
	if origin.type ~= "c2s" or origin.host ~= module.host then
		origin.send(st.error_reply(stanza, "auth", "forbidden"));
		return true;
	end
	if not tokens:set(origin.username, nil) then
		origin.send(st.error_reply(stanza, "wait", "internal-server-error"));
		return true;
	end
	origin.send(st.reply(stanza));
	local all = {};
	for _, session in pairs(prosody.hosts[module.host].sessions[origin.username].sessions) do
		all[#all + 1] = session;
	end
	for _, session in ipairs(all) do
		session:close({ condition = "reset", text = "Signed out everywhere" });
	end
	return true;
end);

module:hook_global("user-password-changed", function (event)
	if event.host == module.host then tokens:set(event.username, nil); end
end);
