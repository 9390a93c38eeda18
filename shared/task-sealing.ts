import { openBytes, sealBytes } from './sealed-bytes.ts';

/**
 * The contexts under which a task's objects and its key are sealed, so that customer's side, market and vehicle
 * agree by construction. The key itself travels by HPKE (RFC 9180: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM, base mode) with `leaseKeyInfo` as its info.
 */
export const leaseKeyInfo = (taskId: string, fence: number) =>
  new TextEncoder().encode(`parkade lease key ${taskId} ${fence}`);

type Bytes = Uint8Array<ArrayBuffer>;

export const sealPayload = (key: Bytes, iv: Bytes, lines: Bytes, taskId: string) =>
  sealBytes(key, iv, lines, `payload ${taskId}`);

export const openPayload = (key: Bytes, sealed: Bytes, taskId: string) =>
  openBytes(key, sealed, `payload ${taskId}`);

/** A result is bound to its fence: an object of an earlier lease does not open as one of a later. */
export const sealResult = (key: Bytes, iv: Bytes, lines: Bytes, lease: { taskId: string; fence: number }) =>
  sealBytes(key, iv, lines, `result ${lease.taskId} ${lease.fence}`);

/** A piece of a live answer, numbered within its lease: neither an earlier lease's nor another place's opens here. */
export const sealPiece = (key: Bytes, iv: Bytes, choices: Bytes, piece: PieceName) =>
  sealBytes(key, iv, choices, pieceContext(piece));

export const openPiece = (key: Bytes, sealed: Bytes, piece: PieceName) =>
  openBytes(key, sealed, pieceContext(piece));

type PieceName = { taskId: string; fence: number; no: number };
const pieceContext = ({ taskId, fence, no }: PieceName) => `piece ${taskId} ${fence} ${no}`;

export const openResult = (key: Bytes, sealed: Bytes, lease: { taskId: string; fence: number }) =>
  openBytes(key, sealed, `result ${lease.taskId} ${lease.fence}`);
