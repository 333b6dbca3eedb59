import { readFileSync } from "node:fs";
import { ExitStatus, TrackerError } from "../../errors.ts";
import { connectGithub, type GithubClient } from "../../github/client.ts";
import { asDeliveryError } from "../../github/errors.ts";
import { GithubPublisher } from "../../github/publisher.ts";
import { lookUpRepository } from "../../github/repository.ts";
import type { RepositoryRecord } from "../../model/github.ts";
import type { Publisher } from "../../model/outbox.ts";
import type { AppContext } from "../context.ts";

/** Repositories that the configuration names, each once. */
export function configuredRepositories({ config }: AppContext): string[] {
  const { repository, routes } = config.github;
  const names = [
    ...routes.map((route) => route.repository),
    ...(repository === null ? [] : [repository]),
  ];
  return [...new Set(names)];
}

/** Whether there is something to sign in to GitHub with. */
export function canSignIn({ config }: AppContext): boolean {
  return config.github.app !== null || config.secrets.githubToken !== null;
}

/**
 * Signs in to GitHub as configured.
 *
 * @throws TrackerError `config-missing` without token and without the key of the app
 */
export function signIn({ config }: AppContext): Promise<GithubClient> {
  const { app, baseUrl, account, throttle } = config.github;
  return connectGithub({
    token: config.secrets.githubToken,
    app: app === null ? null : { ...app, key: config.secrets.githubAppKey ?? readKey(app.keyFile) },
    baseUrl,
    account,
    throttle,
  });
}

function readKey(file: string | null): string {
  try {
    if (file !== null) return readFileSync(file, "utf8");
  } catch (error) {
    throw new TrackerError("config-missing", `the key of the GitHub App cannot be read: ${file}`, {
      exitStatus: ExitStatus.usage,
      cause: error,
      hint: "give the file in github.app.keyFile, or the key in GITHUB_APP_PRIVATE_KEY",
    });
  }
  throw new TrackerError("config-missing", "there is no key for the GitHub App", {
    exitStatus: ExitStatus.usage,
    hint: "give its file in github.app.keyFile, or the key itself in GITHUB_APP_PRIVATE_KEY",
  });
}

/** Looks repositories up, each at most once, and records what GitHub says. */
export function repositoryLookup(
  { store }: AppContext,
  client: GithubClient,
): (name: string) => Promise<RepositoryRecord> {
  const known = new Map<string, Promise<RepositoryRecord>>();
  const ask = async (name: string): Promise<RepositoryRecord> => {
    const repository = await lookUpRepository(client, name, await store.getGithubRepository(name));
    await store.saveGithubRepository(repository);
    return repository;
  };
  return (name) => {
    const asked = known.get(name) ?? ask(name);
    known.set(name, asked);
    return asked;
  };
}

/** What sends deliveries for GitHub; signs in with the first of them. */
export function githubPublisher(context: AppContext): Publisher {
  let made: Promise<GithubPublisher> | null = null;
  const publisher = async (): Promise<GithubPublisher> => {
    made ??= signIn(context).then(
      (client) =>
        new GithubPublisher({
          client,
          repository: repositoryLookup(context, client),
          records: context.store,
        }),
    );
    try {
      return await made;
    } catch (error) {
      throw asDeliveryError(error, { what: "signing in", creating: false }, Date.now() / 1000);
    }
  };
  return {
    channel: "github",
    send: async (delivery) => (await publisher()).send(delivery),
    find: async (delivery) => (await publisher()).find(delivery),
  };
}
