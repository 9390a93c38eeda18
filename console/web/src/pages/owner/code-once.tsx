import { Time } from '../../format/shown.tsx';
import { MessageDialog } from '../../parts/message-dialog.tsx';

/** By which one car enrols: shown until the dialog is closed. */
export const CodeOnce = ({
  code: { code, expiresAt },
  close,
}: {
  code: { code: string; expiresAt: number };
  close: () => void;
}) => (
  <MessageDialog title="Code for the car" close={close}>
    <p>
      Run this in the car until <Time seconds={expiresAt / 1_000} />. It is shown this once, and good for one
      car.
    </p>
    <code className="secret">parkade-agent enroll {code}</code>
  </MessageDialog>
);
