import { asOperation } from '../operations/operation.ts'
import { chooseMails, chooseMailsOnPortal } from './commands/choose-mails.ts'
import { resendMail, resendMails } from './commands/resend-mails.ts'
import { sendTestMail } from './commands/send-test-mail.ts'
import { updateMailServer } from './commands/update-mail-server.ts'
import { updateMailTemplate } from './commands/update-mail-template.ts'
import { restoreMailText, tryMailText, updateMailText } from './commands/mail-texts.ts'
import { getMail } from './queries/get-mail.ts'
import { getMailChoices, getMailChoicesOnPortal } from './queries/get-mail-choices.ts'
import { getMailSettings } from './queries/get-mail-settings.ts'
import { listMailTexts } from './queries/list-mail-texts.ts'
import { listMails } from './queries/list-mails.ts'

export const noticeRoutes = [
  listMails,
  getMail,
  getMailSettings,
  updateMailServer,
  sendTestMail,
  updateMailTemplate,
  listMailTexts,
  updateMailText,
  restoreMailText,
  tryMailText,
  resendMail,
  resendMails,
  getMailChoices,
  getMailChoicesOnPortal,
  chooseMails,
  chooseMailsOnPortal,
].map(asOperation)
