import type { DrawAnswering } from '../../../screens/parts/written.tsx';
import type { PagesText } from '../../../screens/text/pages-text.ts';

/** The form that comments are written in. */
export const COMMENT_FORM = 'write';

/** A photo that was chosen would travel for nothing: browsers put no file into a form again. */
const WITHOUT_FILE = 'application/x-www-form-urlencoded';

/**
 * The button that answers a comment belongs to the form that one writes in: what was typed comes along.
 * Browsers that do not know `form` (before Android 3, Internet Explorer) take it for one of the form around it, and
 * ask for the page of the answer as by a link; they keep what was typed by `page.js`.
 */
export function drawAnswering(t: PagesText, action: string): DrawAnswering {
  return (id, spoken, others) => (
    <form class="quiet-actions" method="get" action={action}>
      <button
        class="quiet"
        type="submit"
        form={COMMENT_FORM}
        formEncType={WITHOUT_FILE}
        name="reply"
        value={id}
        aria-label={spoken}
      >
        {t.reply}
      </button>
      {others}
    </form>
  );
}

/** Takes back whom a comment answers; it stands in the form itself. */
export function drawNoAnswer(t: PagesText) {
  return (
    <button class="quiet" type="submit" formEncType={WITHOUT_FILE} name="no-answer" value="1">
      {t.noAnswer}
    </button>
  );
}
