import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { S3Error } from './s3-error.ts';

export type Xml = { readonly [name: string]: string | number | boolean | undefined | Xml | readonly Xml[] };

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
});
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  isArray: (name) => name === 'Part' || name === 'Object',
});

function defined(content: Xml): Xml {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}

/** An XML document with one root; undefined values are left out. S3's errors have no namespace, its results do. */
export function buildXml(root: string, content: Xml, isResult = true): string {
  const attributes = isResult ? { '@xmlns': namespace } : {};
  const body: string = builder.build({ [root]: { ...attributes, ...defined(content) } });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

/** What is inside the root element `root`, unchecked; `Part` and `Object` are always lists. */
export function parseXml(text: string, root: string): unknown {
  let document: Record<string, unknown>;
  try {
    document = parser.parse(text, true);
  } catch (error) {
    throw new S3Error(
      'MalformedXML',
      `The XML you provided was not well-formed: ${(error as Error).message}`,
    );
  }
  if (!Object.hasOwn(document, root)) {
    throw new S3Error('MalformedXML', `The XML you provided has no root element ${root}.`);
  }
  return document[root];
}
