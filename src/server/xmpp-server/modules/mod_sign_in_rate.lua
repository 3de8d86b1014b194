-- How often a password may be tried. Prosody has no bound of its own: names are public, passwords short, and each
-- try holds its only thread for milliseconds (PBKDF2). A name and an address together have ten tries at once, then
-- one in half a minute, as on the pages; an address, which may be a whole township, 200 at once, then five a second;
-- one stream five. Tokens (XEP-0484) cost nothing and are not guessed: of them only those of one stream count.
-- Loopback is the operator at the machine, and the pages, which count for themselves.
local new_throttle = require "prosody.util.throttle".create;
local new_cache = require "prosody.util.cache".new;
local st = require "prosody.util.stanza";
local encodings = require "prosody.util.encodings";
local base64, nodeprep = encodings.base64, encodings.stringprep.nodeprep;

local XMLNS_SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
local XMLNS_SASL2 = "urn:xmpp:sasl:2";
local MOST_OF_STREAM = 5;
local REMEMBERED = 10000;
local loopback = { ["127.0.0.1"] = true, ["::1"] = true };

local by_address, by_name = new_cache(REMEMBERED), new_cache(REMEMBERED);

local function may(cache, key, at_once, seconds_for_all)
	local throttle = cache:get(key) or new_throttle(at_once, seconds_for_all);
	cache:set(key, throttle);
	return throttle:poll(1);
end

-- Whose password it is: RFC 4616 says it between the first two NULs, RFC 5802 as n= in its third part.
local function name_in(mechanism, initial)
	local decoded = base64.decode(initial or "") or "";
	local name = mechanism == "PLAIN" and decoded:match("^[^%z]*%z([^%z]+)%z") or decoded:match("^[^,]*,[^,]*,n=([^,]+)");
	return name and nodeprep(name);
end

-- A condition of RFC 6120, 6.5 where it is not looked at; true where the stream has ended.
local function refusal(session, mechanism, initial)
	session.sign_in_tries = (session.sign_in_tries or 0) + 1;
	if session.sign_in_tries > MOST_OF_STREAM then
		session:close({ condition = "policy-violation", text = "Too many tries to sign in" });
		return true;
	end
	if mechanism:sub(1, 3) == "HT-" or loopback[session.ip] then return nil; end
	local name = name_in(mechanism, initial);
	if not name then return "malformed-request"; end
	local may_be = may(by_name, name .. "\n" .. session.ip, 10, 300) and may(by_address, session.ip, 200, 40);
	return not may_be and "temporary-auth-failure" or nil;
end

module:hook_tag(XMLNS_SASL2, "authenticate", function (session, auth)
	local why = refusal(session, auth.attr.mechanism or "", auth:get_child_text("initial-response"));
	if why and why ~= true then
		session.send(st.stanza("failure", { xmlns = XMLNS_SASL2 }):tag(why, { xmlns = XMLNS_SASL }));
	end
	return why and true;
end, 200);

module:hook("stanza/" .. XMLNS_SASL .. ":auth", function (event)
	local session, auth = event.origin, event.stanza;
	local why = refusal(session, auth.attr.mechanism or "", auth:get_text());
	if why and why ~= true then
		session.send(st.stanza("failure", { xmlns = XMLNS_SASL }):tag(why));
	end
	return why and true;
end, 200);
