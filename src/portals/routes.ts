import { asOperation } from '../operations/operation.ts'
import { activatePortal } from './commands/activate-portal.ts'
import { deactivatePortal } from './commands/deactivate-portal.ts'
import { disablePortal } from './commands/disable-portal.ts'
import { enablePortal } from './commands/enable-portal.ts'
import { publishPage } from './commands/publish-page.ts'
import { updatePortal } from './commands/update-portal.ts'
import { getPortal } from './queries/get-portal.ts'
import { listPortals } from './queries/list-portals.ts'
import { portalDoor } from './queries/portal-door.ts'
import { getPortalPage, listMyPortals, portalHome } from './queries/portal-home.ts'
import { previewExposure } from './queries/preview-exposure.ts'

/** What is reachable over HTTP; `joinPortal` is run by accepting an invitation only. */
export const portalRoutes = [
  getPortal,
  listPortals,
  enablePortal,
  activatePortal,
  deactivatePortal,
  disablePortal,
  updatePortal,
  previewExposure,
  publishPage,
  portalDoor,
  portalHome,
  getPortalPage,
  listMyPortals,
].map(asOperation)
