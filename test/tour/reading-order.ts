import type { Page } from 'playwright';

/**
 * Where a screen reader's order is not the visual one: text and things to press that stand above, or
 * in the same line to the left of, what is read before them. Empty where the two agree.
 */
export function outOfOrder(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Bars that stay in sight lie over what scrolls: their place is that in the page.
    for (const bar of document.querySelectorAll<HTMLElement>('.bar, .soft-keys')) {
      bar.style.position = 'static';
    }
    interface Piece {
      readonly name: string;
      readonly box: DOMRect;
    }
    const pieces: Piece[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | 1);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node instanceof Element ? node : node.parentElement;
      if (element?.closest('[aria-hidden=true]')) continue;
      // What a closed fold holds has a place, and is neither seen nor read.
      if (element?.closest('details:not([open]) > :not(summary)')) continue;
      const isField = element?.matches('input, textarea, select');
      if (node instanceof Element ? !isField : !node.textContent?.trim()) continue;
      const range = document.createRange();
      range.selectNode(node);
      const boxes = [...range.getClientRects()].filter(({ width }) => width > 1);
      const name = node.textContent?.trim().slice(0, 30) || element?.id || '';
      if (boxes[0]) pieces.push({ name, box: boxes[0] });
    }
    for (const bar of document.querySelectorAll<HTMLElement>('.bar, .soft-keys')) {
      bar.style.position = '';
    }
    return pieces.flatMap((piece, n) => {
      const before = pieces[n - 1];
      if (!before) return [];
      const middle = (piece.box.top + piece.box.bottom) / 2;
      const isAbove = piece.box.bottom <= before.box.top + 1;
      const sameLine = middle > before.box.top && middle < before.box.bottom;
      const isLeft = sameLine && piece.box.right <= before.box.left + 1;
      return isAbove || isLeft ? [`"${piece.name}" is read after "${before.name}"`] : [];
    });
  });
}
