import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Writer } from './database.ts';
import {
  type Connection,
  inTransaction,
  patiently,
  prepared,
  translated,
} from './sqlite-connection.ts';
import { WritingStatements } from './sqlite-statements.ts';

/** How many writes share a commit: more would keep readers waiting for their turn. */
const MAX_GROUP = 32;

type Work<T> = (writer: Writer) => Promise<T>;

/** Runs a transaction when no other is under way on the connection. */
type Turn = (transaction: () => Promise<void>) => Promise<void>;

/** A write that waits; `attempt` answers with how to tell its outcome, once that is on disk. */
interface Job {
  attempt(): Promise<() => void>;
  fail(error: unknown): void;
}

/**
 * Runs writes one after the other, and commits those that wait at the same time together: an fsync
 * costs more than ten writes, and all of them wait for it anyway.
 *
 * Each has a savepoint of its own, so that one which fails takes nothing but itself back. Nobody is
 * told anything before the commit, a refusal neither: it may rest on what is not on disk yet.
 */
export class GroupCommit {
  readonly #connection: Connection;
  readonly #turn: Turn;
  #waiting: Job[] = [];
  #working: Promise<void> | null = null;

  constructor(connection: Connection, turn: Turn) {
    this.#connection = connection;
    this.#turn = turn;
  }

  /** Resolves after COMMIT and fsync; rejects where `work` throws or the commit fails. */
  write<T>(work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const attempt = () => this.#attempt(work, resolve, reject);
      this.#waiting.push({ attempt, fail: reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What else has arrived by now is read first, and joins.
      await nextTurn();
      await this.#commit(this.#waiting.splice(0, MAX_GROUP));
    }
    this.#working = null;
  }

  async #commit(group: readonly Job[]): Promise<void> {
    const outcomes: (() => void)[] = [];
    const transaction = () =>
      inTransaction(this.#connection, 'BEGIN IMMEDIATE', async () => {
        for (const job of group) outcomes.push(await job.attempt());
      });
    try {
      // While another process holds the lock, reads have their turns.
      await patiently(() => this.#turn(transaction));
    } catch (error) {
      for (const job of group) job.fail(error);
      return;
    }
    for (const tell of outcomes) tell();
  }

  async #attempt<T>(
    work: Work<T>,
    resolve: (result: T) => void,
    reject: (error: unknown) => void,
  ): Promise<() => void> {
    const connection = this.#connection;
    const writer = new WritingStatements(connection);
    prepared(connection, 'SAVEPOINT one').run();
    try {
      const result = await work(writer);
      prepared(connection, 'RELEASE one').run();
      return () => {
        try {
          for (const effect of writer.effects) effect();
          resolve(result);
        } catch (error) {
          reject(error);
        }
      };
    } catch (error) {
      const failure = translated(error);
      // With no room left SQLite takes the whole transaction back: nothing of the group stands.
      if (!connection.inTransaction) throw error;
      prepared(connection, 'ROLLBACK TO one').run();
      prepared(connection, 'RELEASE one').run();
      return () => reject(failure);
    }
  }
}
