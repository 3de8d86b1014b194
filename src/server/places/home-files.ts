import { join } from 'node:path';

/** Names the project's own file among the operator's. */
export const SOUTH_AFRICA = 'south-africa';

/** The files of one setting, and the folder of the project's own. */
export interface FileChoice {
  readonly files: readonly string[];
  readonly home: string;
}

/** The paths of files; the word `south-africa` stands for the project's file of that `name`. */
export function pathsOf({ files, home }: FileChoice, name: string): readonly string[] {
  return files.map((file) => (file === SOUTH_AFRICA ? join(home, name) : file));
}
