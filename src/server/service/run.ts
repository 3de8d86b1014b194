/**
 * Pages of a list by activity, turned one after the other. A comment moves its topic up, and a page turns on
 * the topic's id: it goes on from where that stood when the asker was told of it, not from where it is now.
 */
import type { Item } from '../../protocol/channel.ts';
import type { Database } from '../storage/database.ts';
import type { Position, Turn } from '../storage/item-pages.ts';
import type { Actor, ServiceContext } from './context.ts';

/** A question for a page; `Id` is what it turns on. */
interface Asked<Id> {
  readonly after?: Id | undefined;
  readonly before?: Id | '' | undefined;
  /** Given by who keeps the order: where the row stood that the page turns on. Nothing is remembered for them. */
  readonly order?: { readonly activity?: number | undefined } | undefined;
}

/** Where the end of a page stood; in a run from the oldest, also up to where that goes. */
interface End {
  readonly activity: number;
  readonly upTo?: number | undefined;
}

/** Those who asked last: the others' pages turn where their topics are now. */
const MOST_CONNECTIONS = 1_000;
/** Of a connection: the last 16 pages. */
const MOST_ENDS = 32;

const told = new WeakMap<Database, Map<string, Map<string, End>>>();

/** What a connection ends with, its pages do too. */
export function forgetRuns({ database }: ServiceContext, fullJid: string): void {
  told.get(database)?.delete(fullJid);
}

/** How one connection asks for a page of one list. */
export class Run<Id> {
  readonly #ctx: ServiceContext;
  readonly #actor: Actor;
  readonly #list: string;
  readonly #page: Asked<Id>;

  constructor(ctx: ServiceContext, actor: Actor, list: string, page: Asked<Id>) {
    this.#ctx = ctx;
    this.#actor = actor;
    this.#list = list;
    this.#page = page;
  }

  /**
   * Where the page turns; `find` says where a row is, `newest` the number of the newest change. Whoever goes up
   * from the oldest is given what was there when they began: what is moved above that was told already, or is
   * told by catch-up, and they would not come to an end while others write.
   */
  async turn(
    max: number,
    find: (id: Id) => Promise<Position>,
    newest: () => Promise<number>,
  ): Promise<Turn> {
    const { after, before, order } = this.#page;
    const isFromOldest = before === '';
    const below = after ? await find(after) : undefined;
    const above = before ? await find(before) : undefined;
    const last = below && this.#end('last', below.seq);
    const first = above && this.#end('first', above.seq);
    return {
      ...{ max, fromOldest: isFromOldest, upTo: isFromOldest ? await newest() : first?.upTo },
      olderThan: below && {
        ...below,
        activity: order?.activity ?? last?.activity ?? below.activity,
      },
      newerThan: above && {
        ...above,
        activity: order?.activity ?? first?.activity ?? above.activity,
      },
    };
  }

  /** Remembers where the ends of the page stand that is told now. */
  told(rows: readonly Item[], { newerThan, upTo }: Turn): void {
    if (this.#page.order) return;
    const ends = this.#ends() ?? new Map<string, End>();
    const [first] = rows;
    const last = rows.at(-1);
    // Some turn on another row than the last one: what was known of it was told before this.
    for (const { seq } of rows) ends.delete(this.#key('last', seq));
    if (first && last) {
      keep(ends, this.#key('first', first.seq), { activity: first.activity, upTo });
      keep(ends, this.#key('last', last.seq), { activity: last.activity });
    } else if (newerThan && upTo !== undefined) {
      // At the top: whoever asks again wants what came since.
      keep(ends, this.#key('first', newerThan.seq), { activity: newerThan.activity });
    }
    if (ends.size === 0) return;
    const all = told.get(this.#ctx.database) ?? new Map<string, Map<string, End>>();
    told.set(this.#ctx.database, all);
    keep(all, this.#actor.fullJid, ends, MOST_CONNECTIONS);
  }

  #end(which: 'first' | 'last', seq: number): End | undefined {
    return this.#page.order ? undefined : this.#ends()?.get(this.#key(which, seq));
  }

  #ends(): Map<string, End> | undefined {
    return told.get(this.#ctx.database)?.get(this.#actor.fullJid);
  }

  #key(which: 'first' | 'last', seq: number): string {
    return `${which} ${this.#list} ${seq}`;
  }
}

/** Last in a map is last used: the first is the one to go. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value, most = MOST_ENDS): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
