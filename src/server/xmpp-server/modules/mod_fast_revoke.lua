-- XEP-0484, 4.2: a client that signs out asks for its token to be forgotten. mod_sasl2_fast forgets the one
-- that was used; the one before it, kept for a client that missed its renewal, would go on letting people in.
local fast = module:depends("sasl2_fast");

module:hook("sasl2/c2s/success", function (event)
	local session = event.session;
	local handler = session.sasl_handler;
	if handler and handler.fast and handler.invalidate then
		fast.revoke_fast_tokens(session.username, handler.client_id);
	end
end, 100);
