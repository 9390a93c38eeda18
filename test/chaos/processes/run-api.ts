import { listen } from '../../../local/listen.ts';
import { givenPlace, tellReady } from './place.ts';
import { wired } from './wired.ts';

/** The API alone, for customers, owners, finance, vehicles and Stripe. */
const place = givenPlace();
const { functions } = await wired(place);
const server = await listen(place.ports.api);
server.answerWith((request) => functions.http.fetch(request));
tellReady();
