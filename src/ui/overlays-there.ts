const { promise, resolve } = Promise.withResolvers<void>()

/**
 * When the place of questions is on the screen. Mantine's modals tell each other by events of the window: one that is
 * sent before anybody listens is lost, and with it the click of whoever was quicker than the network.
 */
export const overlaysThere: Promise<void> = promise

export const sayOverlaysThere = resolve
