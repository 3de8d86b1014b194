-- Others write to the accounts' database too: an operator with `sqlite3`, say. Prosody waits for no lock, and
-- LuaDBI never resets a statement that failed on one: it keeps its old view of the database, with which every
-- later write fails, so that nobody could join or sign in until the server is started again.
local WAIT_MS = 2000; -- the whole server stands still meanwhile

local function let_go_of_failed(engine)
	local transaction = engine.transaction;
	function engine:transaction(...)
		local ok, ret, b, c = transaction(self, ...);
		if not ok then
			for _, statement in pairs(self.prepared or {}) do statement:close(); end
			self.prepared = {};
		end
		return ok, ret, b, c;
	end
end

module:open_store("accounts"); -- there is a connection from now on
for _, engine in pairs(module:shared("/*/sql/connections")) do
	engine:execute(("PRAGMA busy_timeout=%d"):format(WAIT_MS));
	let_go_of_failed(engine);
end
