/** The app's own files, listed when it is built. */
export interface ShellFile {
  readonly path: string;
  readonly type: string;
  /** How the SHA-256 of the content begins, in hexadecimal: enough that nothing else is taken for it. */
  readonly hash: string;
  /** Kept from its first use on, not before: a language. */
  readonly onDemand?: boolean;
}

export interface Shell {
  /** Changes with any of the files. */
  readonly version: string;
  readonly files: readonly ShellFile[];
}

/** The one page, whatever the address of the screen. */
export const PAGE = '/index.html';
