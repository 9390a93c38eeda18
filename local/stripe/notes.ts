import { z } from 'zod';
import type { ObjectStore } from './object-store.ts';

/**
 * What the stand-in must remember that no Stripe object has a field for (a session's payment data, the clock's
 * offset), as JSON by a key.
 */
export function writeNote(store: ObjectStore, id: string, value: unknown): void {
  store.run('INSERT INTO notes VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json', [
    id,
    JSON.stringify(value),
  ]);
}

/** The note under `id`, or undefined. Throws when it is not of the schema's shape. */
export function findNote<T extends z.ZodType>(
  store: ObjectStore,
  id: string,
  schema: T,
): z.infer<T> | undefined {
  const [row] = store.rows('SELECT json FROM notes WHERE id = ?', [id]);
  return row === undefined ? undefined : z.parse(schema, JSON.parse(String(row.json)));
}
