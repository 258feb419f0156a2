import { link } from './links.ts'

/** The one list of addresses on the portal side, where everything stands below the workspace's code. */
export const portalLinks = {
  home: link('/portal/:portal', 'Home'),
  signIn: link('/portal/:portal/sign-in', 'Sign in'),
  signInBy: link('/portal/:portal/sign-in/:provider', 'Sign in'),
  acceptInvitation: link('/portal/:portal/invitation/:token', 'Accept the invitation'),
  forgotPassword: link('/portal/:portal/forgot-password', 'Forgotten password'),
  resetPassword: link('/portal/:portal/reset-password/:token', 'New password'),
  confirmEmail: link('/portal/:portal/confirm-email/:token', 'Confirm the address'),
  undoEmail: link('/portal/:portal/undo-email/:token', 'Keep the old address'),
  profile: link('/portal/:portal/profile', 'Profile'),
  myPortals: link('/portal/:portal/my-portals', 'My portals'),
  startProcess: link('/portal/:portal/start/:process', 'New request'),
  request: link('/portal/:portal/requests/:instance', 'Your request'),
  task: link('/portal/:portal/tasks/:task', 'Task'),
  item: link('/portal/:portal/apps/:app/items/:item', 'Item'),
  newItem: link('/portal/:portal/apps/:app/new', 'New item'),
  page: link('/portal/:portal/:page', 'Page'),
}
