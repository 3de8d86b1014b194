import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FatalError } from '../server/fatal-error.ts';
import { PART } from '../server/site-parts.ts';
import type { Dialect } from '../server/storage/database.ts';
import { SCHEMA_VERSION } from '../server/storage/migrate.ts';
import { sha256Of } from './sha256.ts';

/** What a backup says of itself; written last, read first. */
export interface Manifest {
  readonly format: 1;
  /** ISO 8601: everything acknowledged before is in it. */
  readonly date: string;
  readonly domain: string;
  readonly dialect: Dialect;
  /** Of the channel service's database. */
  readonly schema: number;
  /** How many files of pictures there are; of older backups none. */
  readonly media?: number;
  /** SHA-256 of each part, by its name. */
  readonly parts: Readonly<Record<string, string>>;
}

export const MANIFEST = 'manifest.json';

/** Names of the parts of a backup of that database. */
export function partsOf(dialect: Dialect): readonly string[] {
  return [PART[dialect], PART.accounts, PART.state];
}

/** Writes the manifest of the parts that lie in a folder. */
export async function writeManifest(
  folder: string,
  facts: Omit<Manifest, 'format' | 'parts'>,
): Promise<void> {
  const parts: Record<string, string> = {};
  for (const name of partsOf(facts.dialect)) parts[name] = await sha256Of(join(folder, name));
  const manifest: Manifest = { format: 1, ...facts, parts };
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Reads the manifest in a folder.
 *
 * @throws FatalError where this WiFi Chat cannot restore what it describes.
 */
export function readManifest(folder: string): Manifest {
  const manifest = parse(join(folder, MANIFEST));
  if (manifest.format !== 1 || manifest.schema > SCHEMA_VERSION) {
    throw new FatalError(
      `The backup was made by a newer WiFi Chat (schema ${manifest.schema}, this one knows ${SCHEMA_VERSION}). Restore it with that version.`,
    );
  }
  return manifest;
}

function parse(path: string): Manifest {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  } catch {
    throw new FatalError('This is not a backup of WiFi Chat: it has no manifest that can be read.');
  }
}

/** @throws FatalError where a part is not what was written. */
export async function verifyParts(folder: string, { dialect, parts }: Manifest): Promise<void> {
  for (const name of partsOf(dialect)) {
    if ((await sha256Of(join(folder, name))) === parts[name]) continue;
    throw new FatalError(
      `The backup is damaged: ${name} is not what was written. Nothing was restored.`,
    );
  }
}
