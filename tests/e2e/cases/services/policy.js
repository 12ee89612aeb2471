// A policy with as many services as the largest sites have.
{
  const services = Array.from({ length: 500 }, (_, at) => ({
    id: `vendor-${at}`,
    name: `Vendor ${at}`,
    provider: at % 3 ? `Provider ${at} Ltd` : `Größe & Söhne ${at} GmbH`,
    purposes: at % 100 === 7 ? ["analytics", "marketing"] : at % 2 ? ["marketing"] : ["analytics"],
    hosts: [`vendor-${at}.example`],
    cookies: [`_v${at}`],
    declares: [{ name: `_v${at}`, purpose: "Tells visitors apart.", days: 30 }],
  }));
  const island = document.createElement("script");
  island.type = "application/json";
  island.id = "menshen-policy";
  island.textContent = JSON.stringify({
    controller: { name: "The Lantern", contact: "privacy@lantern.example" },
    statement: { url: "/privacy", version: "3.1" },
    services,
  });
  document.head.append(island);
}
