import { makeRouter, page, type PageRoute } from '../../ui/routes.tsx'
import { Shell } from './shell.tsx'
import { portalLinks } from '../../base/portal-links.ts'
import { portalCode } from './use-portal.ts'

/**
 * Every page of a portal. To add one: its address into `base/portal-links.ts` and one line here. Only screens from
 * `portal/` folders: nothing for employees is shipped to the outside.
 *
 *     page(portalLinks.request, () => import('../../processes/portal/request-page.tsx').then((file) => file.RequestPage)),
 */
const framed: readonly PageRoute[] = [
  page(portalLinks.home, () => import('../../portals/portal/portal-page.tsx').then((file) => file.PortalHomePage)),
  page(portalLinks.item, () => import('../../apps/portal/item-page.tsx').then((file) => file.ItemPage)),
  page(portalLinks.newItem, () => import('../../portals/portal/new-item-page.tsx').then((file) => file.NewItemPage)),
  page(portalLinks.page, () => import('../../portals/portal/portal-page.tsx').then((file) => file.PortalPage)),
  page(portalLinks.profile, () =>
    import('../../signin/portal/profile-page.tsx').then((file) => file.PortalProfilePage),
  ),
  page(portalLinks.myPortals, () =>
    import('../../portals/portal/my-portals-page.tsx').then((file) => file.MyPortalsPage),
  ),
  page(portalLinks.startProcess, () =>
    import('../../processes/portal/start-process-page.tsx').then((file) => file.StartProcessPage),
  ),
  page(portalLinks.request, () => import('../../processes/portal/request-page.tsx').then((file) => file.RequestPage)),
  page(portalLinks.task, () => import('../../tasks/portal/task-page.tsx').then((file) => file.PortalTaskPage)),
]

/** Pages without the frame: nobody is signed in yet. */
const bare: readonly PageRoute[] = [
  page(portalLinks.signIn, () => import('../../signin/portal/sign-in-page.tsx').then((file) => file.PortalSignInPage)),
  page(portalLinks.signInBy, () =>
    import('../../signin/portal/sign-in-by-page.tsx').then((file) => file.PortalSignInByPage),
  ),
  page(portalLinks.forgotPassword, () =>
    import('../../signin/portal/forgotten-password-page.tsx').then((file) => file.PortalForgottenPasswordPage),
  ),
  page(portalLinks.resetPassword, () =>
    import('../../signin/portal/new-password-page.tsx').then((file) => file.PortalNewPasswordPage),
  ),
  page(portalLinks.confirmEmail, () =>
    import('../../signin/portal/settle-email-page.tsx').then((file) => file.PortalConfirmEmailPage),
  ),
  page(portalLinks.undoEmail, () =>
    import('../../signin/portal/settle-email-page.tsx').then((file) => file.PortalUndoEmailPage),
  ),
  page(portalLinks.acceptInvitation, () => import('../../signin/portal/join-page.tsx').then((file) => file.JoinPage)),
]

export const router = makeRouter({ framed, bare, frame: Shell, home: portalLinks.home({ portal: portalCode() }) })
