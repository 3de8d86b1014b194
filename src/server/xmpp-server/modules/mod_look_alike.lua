-- Nobody may join under a name that looks like another's on a small screen. mod_mimicking compares skeletons
-- of Unicode (UTS 39), for which 0 and o, 1 and i, rn and m are different; names of channels are compared
-- like this, too (src/protocol/channel-name.ts).
local skeleton = assert(require "prosody.util.encodings".confusable).skeleton;
local usermanager = require "prosody.core.usermanager";

local names = module:open_store("look_alikes");
local state = module:open_store("look_alikes_state");

local function fold(username)
	return (skeleton(username):lower()
		:gsub("rn", "m"):gsub("vv", "w"):gsub("0", "o"):gsub("[1i]", "l"):gsub("[.-]+", "-"));
end

local function remember(username)
	local ok, err = names:set(fold(username), { username = username });
	if not ok then module:log("error", "Could not note how %q looks: %s", username, err); end
end

-- Who joined before this module was there.
if not state:get("indexed") then
	for username in usermanager.users(module.host) do remember(username); end
	state:set("indexed", { at = os.time() });
end

module:hook("user-registered", function (event)
	remember(event.username);
end);

module:hook_global("user-deleted", function (event)
	if event.host == module.host then names:set(fold(event.username), nil); end
end);

module:hook("user-registering", function (event)
	local known, err = names:get(fold(event.username));
	if known then
		event.allowed = false;
	elseif err then
		module:log("error", "Could not look up how %q looks: %s", event.username, err);
	end
end);
