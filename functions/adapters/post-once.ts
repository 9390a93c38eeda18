import { isRefusal } from '../../shared/refusal.ts';
import type { Commit, Write } from './commit.ts';

/**
 * Commits writes the first of which posts an entry. False where that entry stands already: its whole effect does,
 * since all went in one commit, so whoever repeats it (a webhook, a poller, a redelivered message) has succeeded.
 */
export async function postOnce(commit: Commit, writes: readonly Write[]): Promise<boolean> {
  try {
    await commit(writes);
    return true;
  } catch (error) {
    if (isRefusal(error, 'already_posted')) return false;
    throw error;
  }
}
