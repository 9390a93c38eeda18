import { Time } from '../../../format/shown.tsx';
import type { Vehicle } from '../queries.ts';

/** What a vehicle does, in words; why, the API says in its own. */
export const doingWords: Readonly<Record<Vehicle['doing'], string>> = {
  running: 'Runs work',
  waiting: 'Waits for work',
  resting: 'Rests',
  unheard: 'Has not been heard from for a while',
  shut_out: 'Is shut out',
};

export const Doing = ({ vehicle }: { vehicle: Vehicle }) => (
  <section className="part" aria-labelledby="doing">
    <h2 id="doing">{doingWords[vehicle.doing]}</h2>
    {vehicle.doing === 'unheard' && (
      <p>It may be in use, asleep or without a network. Which of these it is stays in the car.</p>
    )}
    {vehicle.waiting_because.length > 0 && (
      <ul aria-label="Because">
        {vehicle.waiting_because.map(({ code, message, until }) => (
          <li key={`${code} ${message}`}>
            {message}
            {until !== null && (
              <>
                {' '}
                Until <Time seconds={until / 1_000} />.
              </>
            )}
          </li>
        ))}
      </ul>
    )}
    <p className="soft">
      As it last said. Where it is it never says, and that it is in use or unplugged at most once an hour: all
      else that it judges by is told in the car alone, by <code>parkade-agent why</code>.
    </p>
  </section>
);
