-- Providers that speak SAML 2.0.

alter table providers
  add column protocol text not null default 'openid' check (protocol in ('openid', 'saml')),
  add column sign_in_url text check (length(sign_in_url) <= 1000),
  add column certificates text check (length(certificates) <= 60000),
  alter column client_id drop not null,
  alter column secret_sealed drop not null,
  add constraint providers_connection check (case protocol
    when 'openid' then client_id is not null and secret_sealed is not null and sign_in_url is null and certificates is null
    else client_id is null and secret_sealed is null and sign_in_url is not null and certificates is not null end);
alter table providers alter column protocol drop default;
comment on table providers is 'Servers that say who somebody is, by OpenID Connect or SAML 2.0';
comment on column providers.issuer is 'Who signs (SAML: entity ID); with linked people it does not change, because they would be others there';
comment on column providers.sign_in_url is 'SAML: where browsers are sent (HTTP-Redirect binding)';
comment on column providers.certificates is 'SAML: PEM of the keys it signs with; several while it changes them';
comment on column providers.secret_sealed is 'OpenID Connect: of the client, sealed under the key of the installation (base/secret-box.ts)';
comment on column provider_visits.secret_sealed is 'From which what is sent along and has to come back is made (state, nonce, code verifier, id of a request)';
