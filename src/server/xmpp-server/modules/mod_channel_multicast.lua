-- The channel service hands over a message once, with all connections that are to have it, one a line,
-- and each gets a copy. Parsing and routing one stanza for each is what fan-out costs otherwise. And
-- answers of the channel service may hold parts that are written out already.

local st = require "prosody.util.stanza";
local full_sessions = prosody.full_sessions;

local xmlns_receivers = "urn:wifi-chat:receivers:0";
local xmlns_written = "urn:wifi-chat:written:0";

-- Nobody else may write to many at once.
local sender = module:get_option_string("channel_multicast_from");

module:add_feature(xmlns_receivers);
module:add_feature(xmlns_written);

local stanza_mt = getmetatable(st.stanza("message"));

-- XML as one tag that has all of it for its name: each session clones what it is sent, once more
-- with stream management, and writes it out again, which is most of what sending costs. Nil where
-- the XML does not end as such a tag is written: in "/>".
local function one_tag(xml)
	if xml:sub(1, 1) ~= "<" or xml:sub(-2) ~= "/>" then return nil; end
	return setmetatable({ name = xml:sub(2, -3), attr = {}, tags = {} }, stanza_mt);
end

-- The same message with its content as it is to be sent: given as text it needs no parsing.
local function written(message)
	local content = message:get_child("content", xmlns_receivers);
	local tag = content and one_tag(content:get_text() or "");
	if not tag then return message; end
	return setmetatable({ name = message.name, attr = message.attr, tags = { tag }, tag }, stanza_mt);
end

-- A copy for another receiver that shares its content: whoever changes content clones it first.
local function copy_for(to, message)
	local copy = { name = message.name, tags = message.tags, attr = {
		to = to, from = message.attr.from, type = message.attr.type, id = message.attr.id } };
	table.move(message, 1, #message, 1, copy);
	return setmetatable(copy, stanza_mt);
end

module:hook("message/host", function (event)
	local origin, message = event.origin, event.stanza;
	local receivers = message:get_child("receivers", xmlns_receivers);
	if not receivers then return; end
	if origin.type ~= "component" or origin.host ~= sender then
		if message.attr.type ~= "error" then
			origin.send(st.error_reply(message, "auth", "forbidden"));
		end
		return true;
	end
	message = written(message:remove_children("receivers", xmlns_receivers));
	for to in (receivers:get_text() or ""):gmatch("[^\n]+") do
		local session = full_sessions[to];
		local copy = copy_for(to, message);
		-- Who is not here now goes the way of any other message.
		if not (session and session.send(copy)) then module:send(copy); end
	end
	return true;
end, 10);

-- Puts in what the service has written out: parsing a page of entries is most of what it costs.
local function put_in(part)
	part:maptags(function (child)
		if child.name == "written" and child.attr.xmlns == xmlns_written then
			return one_tag(child:get_text() or "");
		end
		return put_in(child);
	end);
	return part;
end

local function on_answer(event)
	local origin, stanza = event.origin, event.stanza;
	if origin.type == "component" and origin.host == sender then put_in(stanza); end
end

module:hook("iq/full", on_answer, 10);
module:hook("message/full", on_answer, 10);
