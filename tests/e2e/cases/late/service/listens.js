listen("service");
