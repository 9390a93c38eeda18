import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

/** Over the page until it is closed: by its button, Esc, or a press beside it. The focus goes back to where it was. */
export const MessageDialog = ({
  title,
  close,
  children,
}: {
  title: string;
  close: () => void;
  children: ReactNode;
}) => (
  <ModalOverlay
    className="dialog-ground"
    isOpen
    isDismissable
    onOpenChange={(isOpen) => {
      if (!isOpen) close();
    }}
  >
    <Modal className="dialog">
      <Dialog>
        <Heading slot="title">{title}</Heading>
        {children}
        <Button className="button" onPress={close}>
          Close
        </Button>
      </Dialog>
    </Modal>
  </ModalOverlay>
);
