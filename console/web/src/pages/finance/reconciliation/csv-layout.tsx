import { Named } from '../../../parts/named.tsx';

const columns = ['booked_on', 'value_on', 'amount', 'currency', 'counterparty', 'text', 'reference'] as const;
type Column = (typeof columns)[number];

const columnWords: Record<Column, string> = {
  booked_on: 'Day of booking',
  value_on: 'Day of value',
  amount: 'Amount',
  currency: 'Currency',
  counterparty: 'With whom',
  text: 'Text',
  reference: 'Reference',
};

const written = {
  delimiter: [',', ';', '\t'],
  decimal: ['.', ','],
  date_format: ['YYYY-MM-DD', 'DD.MM.YYYY', 'MM/DD/YYYY', 'DD/MM/YYYY'],
} as const;
type Way = keyof typeof written;

const wayWords: Record<Way, string> = {
  delimiter: 'Between columns',
  decimal: 'Decimal mark',
  date_format: 'Days',
};

/** How a bank writes its CSV. */
export type CsvLayout = {
  delimiter: (typeof written.delimiter)[number];
  decimal: (typeof written.decimal)[number];
  date_format: (typeof written.date_format)[number];
  currency: string;
  columns: Record<Column, string>;
};

export const plainLayout: CsvLayout = {
  delimiter: ',',
  decimal: '.',
  date_format: 'YYYY-MM-DD',
  currency: '',
  columns: {
    booked_on: 'booked_on',
    value_on: 'value_on',
    amount: 'amount',
    currency: 'currency',
    counterparty: 'counterparty',
    text: 'text',
    reference: 'reference',
  },
};

/** As the API takes it: without what is left empty. */
export const layoutAsked = ({ currency, ...layout }: CsvLayout) => ({
  ...layout,
  ...(currency !== '' && { currency }),
});

/** Banks agree on no CSV: which column of theirs is what, by its heading. */
export const CsvLayoutFields = ({
  layout,
  change,
}: {
  layout: CsvLayout;
  change: (layout: CsvLayout) => void;
}) => (
  <details>
    <summary>How the bank writes its CSV</summary>
    <div className="row">
      {(Object.keys(written) as Way[]).map((way) => (
        <Named key={way} name={wayWords[way]}>
          <select
            className="field"
            value={layout[way]}
            onChange={({ target }) => change({ ...layout, [way]: target.value })}
          >
            {written[way].map((each) => (
              <option key={each} value={each}>
                {each === '\t' ? 'tab' : each}
              </option>
            ))}
          </select>
        </Named>
      ))}
      <Named name="Currency, where there is no column for it">
        <input
          className="field"
          pattern="[A-Za-z]{3}"
          value={layout.currency}
          onChange={({ target }) => change({ ...layout, currency: target.value })}
        />
      </Named>
      {columns.map((column) => (
        <Named key={column} name={`${columnWords[column]}: heading of its column`}>
          <input
            className="field"
            maxLength={200}
            value={layout.columns[column]}
            onChange={({ target }) =>
              change({ ...layout, columns: { ...layout.columns, [column]: target.value } })
            }
          />
        </Named>
      ))}
    </div>
  </details>
);
