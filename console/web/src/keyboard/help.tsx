import { MessageDialog } from '../parts/message-dialog.tsx';

const keys = [
  ['/', 'Filter this page'],
  ['j, k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['Esc', 'Leave a field, close what is open'],
  ['?', 'This list'],
] as const;

export const Help = ({ close }: { close: () => void }) => (
  <MessageDialog title="Keys" close={close}>
    <dl className="keys">
      {keys.map(([key, does]) => (
        <div key={key} className="key">
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  </MessageDialog>
);
