-- Profiles for clients that know no channels: who asks an account for its vCard (XEP-0054, XEP-0292) or
-- its avatar (XEP-0084) is answered with what the person tells in their own channel. Nothing is stored here.
local jid_bare = require "prosody.util.jid".bare;
local st = require "prosody.util.stanza";
local new_id = require "prosody.util.id".medium;

local source = module:get_option_string("channel_profile_from");

local xmlns_account = "urn:wifi-chat:account:0";
local xmlns_pubsub = "http://jabber.org/protocol/pubsub";

local forms = {
	["urn:xmpp:vcard4"] = "vcard4";
	["urn:xmpp:avatar:metadata"] = "avatar-metadata";
	["urn:xmpp:avatar:data"] = "avatar-data";
};

-- Asks for a form of the profile of whom the request is addressed to; `write` puts it into the reply.
local function answer(event, form, write)
	local origin, stanza = event.origin, event.stanza;
	local person = stanza.attr.to or origin.username.."@"..module.host;
	local question = st.iq({ type = "get", id = new_id(), from = module.host, to = source })
		:tag("profile", { xmlns = xmlns_account, jid = person, as = form, by = jid_bare(stanza.attr.from) });
	module:send_iq(question):next(function (told)
		local profile = told.stanza:get_child("profile", xmlns_account);
		origin.send(write(st.reply(stanza), profile.tags[1], profile.attr.id));
	end, function (refused)
		local wait = refused and refused.type == "wait";
		origin.send(st.error_reply(stanza, wait and "wait" or "cancel", wait and refused.condition or "item-not-found"));
	end);
	return true;
end

local function on_vcard(event)
	return answer(event, "vcard-temp", function (reply, vcard) return reply:add_child(vcard); end);
end

local function on_vcard4(event)
	return answer(event, "vcard4", function (reply, vcard) return reply:add_child(vcard); end);
end

local function on_items(event)
	local items = event.stanza.tags[1]:get_child("items");
	local node = items and items.attr.node;
	if not forms[node] then return; end
	return answer(event, forms[node], function (reply, content, id)
		return reply:tag("pubsub", { xmlns = xmlns_pubsub }):tag("items", { node = node })
			:tag("item", { id = id }):add_child(content):reset();
	end);
end

for _, whose in ipairs { "self", "bare" } do
	module:hook("iq-get/"..whose.."/vcard-temp:vCard", on_vcard);
	module:hook("iq-get/"..whose.."/urn:ietf:params:xml:ns:vcard-4.0:vcard", on_vcard4);
	module:hook("iq-get/"..whose.."/"..xmlns_pubsub..":pubsub", on_items);
end

module:add_feature("vcard-temp");
module:hook("account-disco-info", function (event)
	event.reply:tag("feature", { var = "vcard-temp" }):up();
	event.reply:tag("feature", { var = "urn:ietf:params:xml:ns:vcard-4.0" }):up();
end);
