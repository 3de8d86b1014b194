/** What takes longer to answer is as good as silent, in milliseconds. */
const PATIENCE = 2_000;
/** How long an answer holds, in milliseconds: strangers may ask for our health as often as they like. */
const HOLDS = 500;

/** Whether `ask` comes to an end, and not to `false`; asked at most twice a second. */
export function probe(ask: () => Promise<unknown>): () => Promise<boolean> {
  let last: Promise<boolean> | undefined;
  return () => {
    if (!last) {
      last = answers(ask);
      const forget = () => {
        last = undefined;
      };
      last.then(() => setTimeout(forget, HOLDS).unref());
    }
    return last;
  };
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    late = setTimeout(() => resolve(false), PATIENCE);
  });
  const asked = ask().then(
    (answer) => answer !== false,
    () => false,
  );
  const answered = await Promise.race([asked, tooLate]);
  clearTimeout(late);
  return answered;
}
