/** Numbers that only rise, over all restarts: file names end in them, which tells the order of publishing. */
export class Sequence {
  private last = 0;

  next(): number {
    this.last += 1;
    return this.last;
  }

  /** Keeps what `next` gives above a number found on disk. */
  raise(seen: number): void {
    this.last = Math.max(this.last, seen);
  }
}

/** `<name>.<sequence in base 36>` */
export function nameWithSequence(name: string, sequence: number): string {
  return `${name}.${sequence.toString(36)}`;
}

export function sequenceOfName(file: string): number {
  return Number.parseInt(file.slice(file.lastIndexOf('.') + 1), 36);
}
