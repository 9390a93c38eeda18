import createClient from 'openapi-fetch';
import { accessToken } from '../sign-in/session.ts';
import { loseConnection } from '../state/connection.ts';
import { ApiFailure, ConnectionLost } from './failure.ts';
import type { paths as financePaths } from './finance-schema.ts';
import type { paths as operatorPaths } from './operator-schema.ts';
import type { paths as ownerPaths } from './owner-schema.ts';
import type { paths } from './schema.ts';
import { fetchUnlessKept } from './unless-kept.ts';

/** What stands in front of the market answers so while the market is away. */
const away: readonly number[] = [502, 504];

export async function reach(request: Request): Promise<Response> {
  try {
    const token = await accessToken();
    if (token) request.headers.set('authorization', `Bearer ${token}`);
    const reply = await fetchUnlessKept(request);
    if (!away.includes(reply.status)) return reply;
  } catch (error) {
    if (error instanceof DOMException) throw error;
  }
  loseConnection();
  throw new ConnectionLost('The market was not reached.');
}

const client = { baseUrl: location.origin, fetch: reach };
/** The market's API, typed by its own OpenAPI documents: of customers, owners, finance and operators. */
export const api = createClient<paths>(client);
export const ownerApi = createClient<ownerPaths>(client);
export const financeApi = createClient<financePaths>(client);
export const operatorApi = createClient<operatorPaths>(client);

type Reply<Data> = { data?: Data; error?: unknown; response: Response };

/** The data of a reply; what is anything else is thrown. */
export function dataOf<Data>({ data, error, response }: Reply<Data>): Data {
  if (data === undefined || !response.ok) throw new ApiFailure(response, error);
  return data;
}
