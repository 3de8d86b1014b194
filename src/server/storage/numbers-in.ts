import type { Dialect } from './database.ts';

/** Numbers that are given as a JSON list, as a query. */
export const NUMBERS_IN: Readonly<Record<Dialect, string>> = {
  sqlite: 'SELECT value FROM json_each(?)',
  postgres: 'SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(? AS json)) AS value',
};
