/** One or more of each class that a webhook must never reach (IANA's special-purpose registries, RFC 6890). */
export const forbiddenV4 = {
  'this network': '0.0.0.0',
  'this network, another': '0.1.2.3',
  private: '10.1.2.3',
  "carrier's": '100.64.0.1',
  "a cloud's metadata in the carrier's": '100.100.100.200',
  loopback: '127.0.0.1',
  'loopback, another': '127.255.255.254',
  'link-local': '169.254.1.1',
  "the cloud's metadata": '169.254.169.254',
  'private, in the middle': '172.31.255.255',
  protocols: '192.0.0.8',
  documentation: '192.0.2.1',
  'private at home': '192.168.1.1',
  benchmarking: '198.18.0.1',
  multicast: '224.0.0.1',
  reserved: '240.0.0.1',
  broadcast: '255.255.255.255',
} as const;

export const forbiddenV6 = {
  unspecified: '::',
  loopback: '::1',
  'link-local': 'fe80::1',
  'site-local': 'fec0::1',
  'unique local': 'fd12:3456::1',
  "the cloud's metadata": 'fd00:ec2::254',
  multicast: 'ff02::1',
  documentation: '2001:db8::1',
  'documentation, the newer': '3fff::1',
  discard: '100::1',
  teredo: '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  benchmarking: '2001:2::1',
  'not given out': '4000::1',
  "segment routing's": '5f00::1',
} as const;

const octetsOf = (address: string): [number, number, number, number] => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return [a, b, c, d];
};
const hex = (value: number, digits = 0) => value.toString(16).padStart(digits, '0');
const octal = (value: number) => `0${value.toString(8)}`;

/** The spellings of an IPv4 address that some resolver or URL parser takes for it, as a URL's host. */
export function spellingsOf(address: string): string[] {
  const octets = octetsOf(address);
  const [a, b, c, d] = octets;
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const words = `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
  return [
    address,
    `${address}.`,
    String(number),
    `0x${hex(number)}`,
    `0X${hex(number, 8).toUpperCase()}`,
    `0${number.toString(8)}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    octets.map((octet) => `0x${hex(octet)}`).join('.'),
    octets.map((octet) => `0x0000${hex(octet, 2)}`).join('.'),
    octets.map(octal).join('.'),
    octets.map((octet) => `000${octal(octet)}`).join('.'),
    `0x${hex(a)}.${octal(b)}.${c}.${d}`,
    address.replaceAll('.', '%2e'),
    address.replaceAll('.', '。'),
    [...address]
      .map((char) => (char === '.' ? char : String.fromCharCode(char.charCodeAt(0) + 0xfee0)))
      .join(''),
    [...address].map((char) => `%${hex(char.charCodeAt(0), 2)}`).join(''),
    `[::ffff:${address}]`,
    `[::ffff:${words}]`,
    `[0:0:0:0:0:ffff:${words}]`,
    `[::ffff:0:${address}]`,
    `[::${address}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b:1::${address}]`,
    `[2002:${words}::1]`,
  ];
}
