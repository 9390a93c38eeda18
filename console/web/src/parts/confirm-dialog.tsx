import type { ReactNode } from 'react';
import { MessageDialog } from './message-dialog.tsx';

/** Asks before what can't be undone. Esc, a press beside it and “Close” leave all as it is. */
export const ConfirmDialog = ({
  title,
  does,
  confirm,
  close,
  children,
}: {
  title: string;
  /** The verb on the button. */
  does: string;
  confirm: () => void;
  close: () => void;
  children: ReactNode;
}) => (
  <MessageDialog title={title} close={close}>
    {children}
    <button type="button" className="button" data-kind="first" onClick={confirm}>
      {does}
    </button>
  </MessageDialog>
);
