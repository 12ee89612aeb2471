// Finds controls as people and assistive technology do: by role and by name, never by the notice's own markup.

/** The words on the notice's controls, in every language it speaks. */
export const WORDS = {
  notice: ["Cookies and similar technologies", "Cookie 及类似技术"],
  accept: ["Accept all", "全部同意", "Accept", "同意"],
  reject: ["Reject all", "全部拒绝", "Reject", "拒绝"],
  settings: ["Settings", "设置", "Cookie settings", "Cookie 设置"],
  dialog: ["Cookie settings", "Cookie 设置"],
  save: ["Save my choices", "保存我的选择"],
  close: ["Close without saving", "关闭而不保存"],
};

/** Titles of the built-in purposes, by language. */
export const TITLES = {
  en: {
    necessary: "Necessary",
    identity: "Remember me",
    analytics: "Usage analysis",
    personalization: "Personalisation",
    marketing: "Advertising",
  },
  zh: {
    necessary: "必要功能",
    identity: "记住身份",
    analytics: "使用情况分析",
    personalization: "个性化内容",
    marketing: "商业广告",
  },
};

/**
 * Runs in the page: returns every element with a role and one of some names that can be seen, in document order.
 * No names means any. The first element of `within` bounds the search.
 */
export const FIND = `
  function find(role, names, within) {
    const selectors = {
      button: "button, input[type=button], input[type=submit], [role=button]",
      link: "a[href], [role=link]",
      switch: "[role=switch]:not([data-menshen-service])",
      service: "[role=switch][data-menshen-service]",
      checkbox: "input[type=checkbox]:not([role]), [role=checkbox]",
      dialog: "dialog, [role=dialog]",
      region: "section[aria-label], section[aria-labelledby], [role=region]",
      status: "output, [role=status]",
      heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
    };
    const plain = (text) => (text || "").replace(/\\s+/g, " ").trim();
    const name = (element) => {
      const ids = element.getAttribute("aria-labelledby");
      const labels = ids ? ids.split(/\\s+/).map((id) => document.getElementById(id)) : [...(element.labels || [])];
      return plain(element.getAttribute("aria-label") || labels.map((label) => label && label.textContent).join(" ") || element.textContent);
    };
    const isSeen = (element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && height > 0 && getComputedStyle(element).visibility === "visible" && (element.localName !== "dialog" || element.open);
    };
    // A title is followed by marks such as "always on" in the same label.
    const isCalled = (element) => names.length === 0 || names.some((wanted) => name(element) === wanted || (role === "switch" && name(element).startsWith(wanted + " ")));
    return [...(within || document).querySelectorAll(selectors[role])].filter((element) => isSeen(element) && isCalled(element));
  }
`;
