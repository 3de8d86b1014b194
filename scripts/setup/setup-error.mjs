/** Something is missing that cannot be had without a person; the message says what to do. */
export class SetupError extends Error {
  name = 'SetupError';
}

/** Runs `main`; a {@link SetupError} ends the process with its sentence and exit code 1. */
export async function orExplain(main) {
  try {
    return await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
