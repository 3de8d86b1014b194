-- XEP-0484, 4.2: a client that signs out asks for its token to be forgotten. mod_sasl2_fast forgets the one
-- that was used; the one before it, kept for a client that missed its renewal, would go on letting people in.
local fast = module:depends("sasl2_fast");

module:hook("sasl2/c2s/success", function (event)
	local session = event.session;
	local handler = session.sasl_handler;
	if not (handler and handler.fast and handler.invalidate) then return; end
	if fast.revoke_fast_tokens(session.username, handler.client_id) then return; end
	-- On a full disk, say: who was answered that it is done would not ask again, and the token let people in.
	session:close({ condition = "internal-server-error", text = "The token could not be forgotten" });
	return true;
end, 100);
