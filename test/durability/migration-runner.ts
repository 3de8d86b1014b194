/** Opens the file, which brings its schema up to date; killed at any moment by its test. */
import { openSqlite } from '../../src/server/storage/sqlite.ts';

process.stdout.write('opening\n');
await openSqlite(process.argv[2] as string).close();
process.stdout.write('done\n');
