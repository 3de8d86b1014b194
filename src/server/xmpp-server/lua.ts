/** What a setting of Prosody may be. */
export type LuaValue = string | number | boolean | readonly LuaValue[] | LuaTable;

export interface LuaTable {
  readonly [key: string]: LuaValue;
}

/** Writes a value as Lua source. */
export function lua(value: LuaValue): string {
  if (typeof value === 'string') return luaString(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `{ ${value.map(lua).join(', ')} }`;
  const fields = Object.entries(value).map(([key, field]) => `${key} = ${lua(field)}`);
  return `{ ${fields.join(', ')} }`;
}

/** Everything outside printable ASCII as decimal bytes, which Lua reads back the same. */
function luaString(text: string): string {
  let source = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const char = String.fromCharCode(byte);
    source += /[ !#-[\]-~]/.test(char) ? char : `\\${String(byte).padStart(3, '0')}`;
  }
  return `"${source}"`;
}

/** Writes settings as assignments, one per line. */
export function luaSettings(settings: LuaTable, indent = ''): string {
  return Object.entries(settings)
    .map(([name, value]) => `${indent}${name} = ${lua(value)}\n`)
    .join('');
}
