import { useMutation } from '@tanstack/react-query';
import { saveFile } from '../../../api/save-file.ts';
import { Money, Time } from '../../../format/shown.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import { DataTable } from '../../../table/data-table.tsx';
import type { Report, ReportSection } from '../book-queries.ts';
import { columnsOf, linesOf } from './report-columns.tsx';

/** Any report or statement of the market's: they all have one shape. `path`: where it came from. */
export const ReportSheet = ({ report, path }: { report: Report; path: string }) => (
  <section className="part" aria-labelledby="report">
    <div className="row">
      <h2 id="report">
        {report.title}
        {report.about !== null && `: ${report.about}`}
      </h2>
      <Save path={path} />
    </div>
    <p className="soft">
      {report.from === null ? 'From the beginning' : <Time seconds={report.from / 1_000} />} until{' '}
      <Time seconds={report.to / 1_000} />
    </p>
    <Checks checks={report.checks} />
    {report.sections.map((section) => (
      <Section key={section.title} of={section} />
    ))}
    {report.notes.map((note) => (
      <p key={note} className="soft">
        {note}
      </p>
    ))}
  </section>
);

const formats = ['csv', 'pdf'] as const;

function Save({ path }: { path: string }) {
  const save = useMutation({
    mutationFn: (format: (typeof formats)[number]) => saveFile(`${path}&format=${format}`),
  });
  return (
    <>
      {formats.map((format) => (
        <button
          key={format}
          type="button"
          className="button"
          disabled={save.isPending}
          onClick={() => save.mutate(format)}
        >
          Save {format.toUpperCase()}
        </button>
      ))}
      {save.error && <ErrorSaid error={save.error} />}
    </>
  );
}

function Checks({ checks }: { checks: Report['checks'] }) {
  const broken = checks.filter(({ holds }) => !holds).length;
  return (
    <>
      <p role="status" className={broken === 0 ? 'good' : 'bad'}>
        {broken === 0
          ? `It adds up: ${checks.length === 1 ? 'its check holds' : `all ${checks.length} checks hold`}.`
          : `It does not add up: ${broken} of ${checks.length} checks do not hold.`}
      </p>
      <ul className="plain-list">
        {checks.map((check) => (
          <li key={check.says} className={check.holds ? undefined : 'bad'}>
            {check.says}: <Money microUsd={check.left_micro_usd} />
            {!check.holds && (
              <>
                {' '}
                against <Money microUsd={check.right_micro_usd} />: it differs by{' '}
                <Money microUsd={check.left_micro_usd - check.right_micro_usd} />
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

const Section = ({ of: section }: { of: ReportSection }) => (
  <section className="part" aria-label={section.title}>
    <h3>{section.title}</h3>
    {section.rows.length === 0 ? (
      <p className="soft">Nothing in this time.</p>
    ) : (
      <DataTable
        name={`lines of ${section.title}`}
        rows={linesOf(section)}
        columns={columnsOf(section)}
        rowId={({ id }) => id}
        {...(section.total && { foot: { id: 'total', cells: section.total } })}
      />
    )}
  </section>
);
