import type { Place } from '../../protocol/place.ts';
import { plain, typedWords } from '../../protocol/plain.ts';

/** A place, and the one that it lies in: empty where that is none. */
export interface PlaceRow extends Place {
  readonly parent: string;
}

/** The operator's places, which were checked: each parent is there, and larger than its places. */
export class PlaceTree {
  readonly #places: ReadonlyMap<string, PlaceRow>;
  readonly #below = new Map<string, PlaceRow[]>();

  constructor(rows: readonly PlaceRow[]) {
    this.#places = new Map(rows.map((row) => [row.id, row]));
    for (const row of rows) {
      this.#below.set(row.parent, [...(this.#below.get(row.parent) ?? []), row]);
    }
  }

  find(id: string): Place | undefined {
    return this.#places.get(id);
  }

  /** The places that it lies in, the nearest first. */
  above(id: string): readonly Place[] {
    const above: Place[] = [];
    for (let at = this.#parentOf(id); at; at = this.#parentOf(at.id)) above.push(at);
    return above;
  }

  /** Direct children of a place; with an empty id, the places at the top. */
  below(id: string): readonly Place[] {
    return this.#below.get(id) ?? [];
  }

  /** The place itself and all that it lies in, the nearest first. */
  chain(id: string): readonly Place[] {
    const place = this.find(id);
    return place ? [place, ...this.above(id)] : [];
  }

  /** Places whose names have all of the words, at most `max`; first those that begin with the first word. */
  called(words: string, max: number): readonly Place[] {
    const wanted = typedWords(words);
    const fitting = [...this.#places.values()].filter(({ name }) => {
      const said = plain(name);
      return wanted.every((word) => said.includes(word));
    });
    const late = ({ name }: Place) => Number(!plain(name).startsWith(wanted[0] as string));
    return fitting.sort((a, b) => late(a) - late(b)).slice(0, max);
  }

  /** Its name with those of the places that it lies in, as other clients read it. */
  fullName(id: string): string {
    return this.chain(id)
      .map(({ name }) => name)
      .join(', ');
  }

  #parentOf(id: string): PlaceRow | undefined {
    return this.#places.get(this.#places.get(id)?.parent ?? '');
  }
}
