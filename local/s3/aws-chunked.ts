import { S3Error } from './s3-error.ts';

const maximumLineBytes = 8192;

/** Takes lines and counted bytes off a stream of buffers, without copying the counted ones. */
class ByteReader {
  private readonly source: AsyncIterator<Buffer>;
  private pending: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** The next buffer of at most `limit` bytes, never empty. */
  async take(limit: number): Promise<Buffer> {
    while (this.pending.length === 0) this.pending = await this.pull();
    const taken = this.pending.subarray(0, limit);
    this.pending = this.pending.subarray(taken.length);
    return taken;
  }

  /** The next line, without its CRLF. */
  async line(): Promise<string> {
    let end = this.pending.indexOf('\r\n');
    while (end < 0) {
      if (this.pending.length > maximumLineBytes)
        throw new S3Error('InvalidRequest', 'A chunk header is too long.');
      this.pending = Buffer.concat([this.pending, await this.pull()]);
      end = this.pending.indexOf('\r\n');
    }
    const line = this.pending.toString('latin1', 0, end);
    this.pending = this.pending.subarray(end + 2);
    return line;
  }

  async drain(): Promise<void> {
    while ((await this.source.next()).done !== true);
  }

  private async pull(): Promise<Buffer> {
    const { value, done } = await this.source.next();
    if (done === true)
      throw new S3Error('IncompleteBody', 'The aws-chunked body ends before its last chunk.');
    return value;
  }
}

/**
 * The data inside an aws-chunked body without chunk signatures; fills `trailers` (names in lower case) at its end.
 * Format: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 * @throws S3Error IncompleteBody, InvalidRequest
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  for (;;) {
    const header = await reader.line();
    if (!/^[0-9a-fA-F]{1,8}$/.test(header)) {
      throw new S3Error(
        'InvalidRequest',
        `An aws-chunked body must hold sizes in hexadecimal, not '${header}'`,
      );
    }
    let left = Number.parseInt(header, 16);
    if (left === 0) break;
    while (left > 0) {
      const data = await reader.take(left);
      left -= data.length;
      yield data;
    }
    if ((await reader.line()) !== '')
      throw new S3Error('InvalidRequest', 'A chunk is longer than its size says.');
  }
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':');
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  await reader.drain();
}
