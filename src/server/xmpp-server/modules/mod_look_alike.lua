-- Nobody may join under a name that looks like another's on a small screen. mod_mimicking compares skeletons
-- of Unicode (UTS 39), for which 0 and o, or m and a drawn apart rn, can be different; this one goes by what
-- is shown: names in small letters (XMPP folds them). There i has its dot and l has none, so that nell may
-- join beside neil; 1 stands for either of them, 0 for o. Whoever runs the site (look_alike_guarded) is not
-- to be mistaken for anybody even by who reads in haste: beside them i and l are the same.
local skeleton = assert(require "prosody.util.encodings".confusable).skeleton;
local usermanager = require "prosody.core.usermanager";

local names = module:open_store("look_alikes");
local state = module:open_store("look_alikes_state");
local guarded = module:get_option_set("look_alike_guarded", {});

local function fold(text)
	return (skeleton(text):lower():gsub("rn", "m"):gsub("vv", "w"):gsub("0", "o"):gsub("[.-]+", "-"));
end

-- As it is shown, but for the ones: the skeleton has no 1, it makes it an l.
local function shown(username)
	return (("1" .. username):gsub("1([^1]*)", function (rest) return "1" .. fold(rest); end):sub(2));
end

-- The same for all names that could look alike.
local function coarse(username)
	return (shown(username):gsub("[1i]", "l"));
end

local strokes = { ["1"] = true, i = true, l = true };

local function look_alike(one, other)
	if guarded:contains(other) and not guarded:contains(one) then return true; end
	local a, b = shown(one), shown(other);
	if #a ~= #b then return false; end
	for at = 1, #a do
		local x, y = a:sub(at, at), b:sub(at, at);
		local could_be = (x == "1" and strokes[y]) or (y == "1" and strokes[x]);
		if x ~= y and not could_be then return false; end
	end
	return true;
end

local function known_beside(username)
	local known, err = names:get(coarse(username));
	if err then module:log("error", "Could not look up how a name looks: %s", err); end
	return known or {};
end

local function save(username, known)
	local ok, err = names:set(coarse(username), known);
	if not ok then module:log("error", "Could not note how a name looks: %s", err); end
end

local function remember(username)
	local known = known_beside(username);
	known[username] = true;
	save(username, known);
end

-- Who joined before this module was there, or while it kept one name of those that look alike.
if not state:get("indexed-2") then
	for username in usermanager.users(module.host) do
		names:set(coarse(username), nil);
	end
	for username in usermanager.users(module.host) do remember(username); end
	state:set("indexed-2", { at = os.time() });
end

module:hook("user-registered", function (event)
	remember(event.username);
end);

module:hook_global("user-deleted", function (event)
	if event.host ~= module.host then return; end
	local known = known_beside(event.username);
	known[event.username] = nil;
	save(event.username, next(known) and known or nil);
end);

-- A name that is taken is a conflict, which has an answer of its own, and no look-alike of itself.
module:hook("user-registering", function (event)
	if usermanager.user_exists(event.username, module.host) then return true; end
end, 10);

module:hook("user-registering", function (event)
	for username in pairs(known_beside(event.username)) do
		if look_alike(event.username, username) then event.allowed = false; end
	end
end);
