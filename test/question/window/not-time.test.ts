import { describe, expect, it } from "vitest";
import { findWindow } from "../../../src/question/window/find-window.ts";
import { readWindow } from "../../../src/question/window/read-window.ts";
import { FRIDAY } from "./reference.ts";

describe("Words that are no time", () => {
  it.each([
    "may I see who changed \uE000",
    "\uE000 may have changed it",
    "the second trail",
    "user sun",
    "sat down with \uE000",
    "march madness",
    "march-madness",
    "mon ami",
    "did \uE000 meet jan",
    "what did jan do",
    "did may log in",
    "what is happening now",
    "version 2.15.3",
    "terraform 1.5 upgrade",
    "top 10 callers",
    "last 20 events",
    "the last 5 logins of \uE000",
    "latest 3 changes",
    "the last change",
    "first time seen",
    "port 143",
    "who opened port 22",
    "at 443",
    "from 10 to 20 users",
    "about 3 users",
    "in 2 accounts",
    "in 5 regions",
    "10.0.0.0/8",
    "2001:db8::1",
    "account 111122223333",
    "5xx errors",
    "2fa",
    "error 404",
    "24/7 access",
    "3rd party access",
    "p1 incident",
    "m5.large",
    "within the vpc",
    "after that",
    "before the deploy",
    "since when",
    "on ec2",
    "from s3 to ec2",
    "in us-east-1",
    "between \uE000 and \uE001",
    "every 5 minutes",
    "set retention to 30 days",
    "sg-20170216",
    "i-12may",
    "friday@corp.com",
    "last-week-backups",
    "today-lambda",
    "mfa within 5 minutes of login",
    "\uE000\uE001\uE002",
    "",
  ])("%s", (question) => {
    expect(findWindow(question, FRIDAY)).toEqual({ kind: "none" });
  });

  it.each(["", "   ", "who", "now", "may I", "last 20 events", "top 10", "port 143", "7 - 8", "\uE000"])(
    "whole text %j",
    (text) => {
      expect(readWindow(text, FRIDAY)).toEqual({ kind: "none" });
    },
  );
});
