/** Opens the database, which brings its schema up to date; killed at any moment by its test. */
import { openDatabase } from '../../src/server/storage/open.ts';

process.stdout.write('opening\n');
await (await openDatabase(process.argv[2] as string)).close();
process.stdout.write('done\n');
