import { chooseMailsApi, getMailChoicesApi } from '../../notices/contract-choices.ts'
import { changeMyEmailApi, dropMyEmailChangeApi, getMyEmailChangeApi } from '../email-contract.ts'
import * as own from '../factors-contract.ts'
import { beginLinkApi, listMyIdentitiesApi, removeIdentityApi } from '../identities-contract.ts'

/** The endpoints with which one changes one's own ways in; of employees as they stand, of portals by `forPortal`. */
export const ownEndpoints = {
  listIdentities: listMyIdentitiesApi,
  beginLink: beginLinkApi,
  removeIdentity: removeIdentityApi,
  getFactors: own.getMyFactorsApi,
  startApp: own.startAppFactorApi,
  finishApp: own.finishAppFactorApi,
  addMail: own.addMailFactorApi,
  sendCode: own.sendMyCodeApi,
  removeFactor: own.removeFactorApi,
  renewCodes: own.renewRecoveryCodesApi,
  askNewPasskey: own.askAddedPasskeyApi,
  addPasskey: own.addPasskeyApi,
  renamePasskey: own.renamePasskeyApi,
  removePasskey: own.removePasskeyApi,
  changePassword: own.changePasswordApi,
  endOthers: own.endOtherSessionsApi,
  getEmailChange: getMyEmailChangeApi,
  changeEmail: changeMyEmailApi,
  dropEmailChange: dropMyEmailChangeApi,
  getMailChoices: getMailChoicesApi,
  chooseMails: chooseMailsApi,
}

export type OwnEndpoints = typeof ownEndpoints
